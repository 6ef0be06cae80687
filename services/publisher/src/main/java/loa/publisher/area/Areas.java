package loa.publisher.area;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;

/** The tree of areas as it is on a given day. Always asked of the database, so that every instance knows the same. */
public final class Areas {
    private final AreaStore store;

    Areas(AreaStore store) {
        this.store = store;
    }

    /** The area that has this code on this day. */
    public Optional<Area> find(AreaCode code, LocalDate at) {
        return Optional.ofNullable(store.find(List.of(code), at).get(code));
    }

    /** Those of these codes that name an area on this day. One question for all of them. */
    public Map<AreaCode, Area> find(Collection<AreaCode> codes, LocalDate at) {
        return codes.isEmpty() ? Map.of() : store.find(codes, at);
    }

    /** These areas and all below them, sorted by code. */
    public List<AreaCode> covered(Collection<AreaCode> roots, LocalDate at) {
        return store.covered(roots, at);
    }

    /**
     * A page of areas in the order of their codes.
     *
     * @throws ProblemException 422 for a text with control characters, which no name has
     */
    public Listing<Area> search(AreaQuery query, PageRequest page) {
        if (query.text() != null && query.text().chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid("?q", "invalid-character",
                    Wording.of("Có ký tự điều khiển.", "There is a control character."));
        }
        return Listing.of(store.search(query, page), page, area -> area.code().value());
    }
}
