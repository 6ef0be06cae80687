package loa.publisher.directive;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.publisher.area.Areas;

/** Reads directives. Everybody who has signed in may. */
public final class Directives {
    private final DirectiveStore store;
    private final Areas areas;
    private final Clock clock;

    Directives(DirectiveStore store, Areas areas, Clock clock) {
        this.store = store;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * The revision that is worked on: an open amendment, else the newest that was not discarded.
     *
     * @throws ProblemException 404
     */
    public Directive get(DirectiveId id) {
        return get(id, null);
    }

    /**
     * A revision; null: the one that is worked on.
     *
     * @throws ProblemException 404
     */
    public Directive get(DirectiveId id, @Nullable Integer revision) {
        return store.find(id, revision).orElseThrow(() -> DirectiveStore.notFound(id));
    }

    /**
     * The newest revision that has gone out, or the one that is worked on when none has, without history and without the text of the
     * source, for those who ask often.
     *
     * @throws ProblemException 404
     */
    public Directive outline(DirectiveId id) {
        return outline(id, null);
    }

    /**
     * The same of this revision; null: as above.
     *
     * @throws ProblemException 404
     */
    public Directive outline(DirectiveId id, @Nullable Integer revision) {
        return store.outline(id, revision).orElseThrow(() -> DirectiveStore.notFound(id));
    }

    /**
     * All revisions, the newest first, without history and without the text of the source.
     *
     * @throws ProblemException 404
     */
    public List<Directive> revisions(DirectiveId id) {
        List<Directive> revisions = store.revisions(id);
        if (revisions.isEmpty()) {
            throw DirectiveStore.notFound(id);
        }
        return revisions;
    }

    /** A page of directives, those drafted last first, as they are worked on or, when issued ones are asked for, as they are in force, without history and without the text of the source. */
    public Listing<Directive> list(DirectiveFilter filter, PageRequest page) {
        String[] related = filter.area() == null ? null : related(filter.area());
        return Listing.of(store.list(filter, related, page.afterId().orElse(null), page.fetch()), page,
                directive -> directive.id().toString());
    }

    /** The area, those above it and those below it: a directive for any of them concerns it. */
    private String[] related(AreaCode area) {
        LocalDate today = LocalDate.now(clock);
        List<AreaCode> related = new ArrayList<>(areas.covered(List.of(area), today));
        areas.find(area, today).ifPresent(found -> related.addAll(found.path()));
        related.add(area);
        return DirectiveRows.texts(related);
    }
}
