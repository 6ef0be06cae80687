package loa.publisher.console;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.publisher.area.AreaQuery;
import loa.publisher.area.Areas;

/** Areas by name, each with those above it. Two questions to the database, however many areas. */
@Component
final class AreaNames {
    private final Areas areas;
    private final Clock clock;

    AreaNames(Areas areas, Clock clock) {
        this.areas = areas;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LoaJson.OFFSET);
    }

    /** These areas in this order, as they are on that day; what names nothing is shown as unknown. */
    List<ShownArea> show(Collection<AreaCode> codes, LocalDate day) {
        Map<AreaCode, Area> found = areas.find(codes, day);
        Map<AreaCode, Area> above = above(found.values(), day);
        return codes.stream().map(code -> {
            Area area = found.get(code);
            return area == null ? ShownArea.unknown(code.value()) : shown(area, above);
        }).toList();
    }

    /** A page of the areas that somebody looks for. */
    Listing<ShownArea> search(AreaQuery query, PageRequest page) {
        Listing<Area> found = areas.search(query, page);
        Map<AreaCode, Area> above = above(found.items(), query.at());
        return found.map(area -> shown(area, above));
    }

    private Map<AreaCode, Area> above(Collection<Area> below, LocalDate day) {
        Set<AreaCode> codes = below.stream().flatMap(area -> area.path().stream()).collect(Collectors.toSet());
        return areas.find(codes, day);
    }

    private static ShownArea shown(Area area, Map<AreaCode, Area> above) {
        String within = area.path().reversed().stream().filter(code -> !code.equals(area.code())).map(above::get)
                .filter(a -> a != null).map(Area::name).collect(Collectors.joining(", "));
        String path = area.path().stream().map(AreaCode::value).collect(Collectors.joining(" "));
        boolean opens = switch (area.type()) {
            case PROVINCE, WARD, COMMUNE, SPECIAL_ZONE -> true;
            case VILLAGE, RESIDENTIAL_GROUP -> false;
        };
        return new ShownArea(area.code().value(), area.name(), within.isEmpty() ? null : within, path, opens, true);
    }
}
