package loa.publisher.directive;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.publisher.area.Areas;

/** Which areas a directive may name. */
final class AreaRules {
    static final int MOST = 3_500;

    private final Areas areas;

    AreaRules(Areas areas) {
        this.areas = areas;
    }

    /** The day on which the areas of a directive have to be valid. */
    static LocalDate day(@Nullable OffsetDateTime effective, OffsetDateTime now) {
        OffsetDateTime start = effective == null || effective.isBefore(now) ? now : effective;
        return start.withOffsetSameInstant(LoaJson.OFFSET).toLocalDate();
    }

    /**
     * The content with the areas that these codes name on that day: those that lie below another are set aside, since they add nobody.
     * What names no area is noted.
     *
     * @throws loa.api.problem.ProblemException 403 when one of them lies outside the caller's own area
     */
    Content read(Content content, @Nullable List<@Nullable String> codes, LocalDate day, Caller caller, Faults faults) {
        if (codes == null) {
            return content;
        }
        if (codes.size() > MOST) {
            faults.add("/areas", "too-many",
                    Wording.of("Nhiều nhất %d địa bàn, nhưng có %d.", "At most %d areas, but there are %d.", MOST, codes.size()));
            return content;
        }
        Map<AreaCode, Area> found = find(codes, day, faults);
        found.values().forEach(area -> Rights.requireArea(caller, area.path()));
        Set<AreaCode> kept = new LinkedHashSet<>();
        Set<AreaCode> dropped = new LinkedHashSet<>();
        found.forEach((code, area) -> (liesBelowAnother(area, found.keySet()) ? dropped : kept).add(code));
        return content.withAreas(List.copyOf(kept), List.copyOf(dropped));
    }

    /**
     * What names no area on that day lies in nobody's own area.
     *
     * @throws loa.api.problem.ProblemException 403 when the directive names an area outside the caller's own
     */
    void requireScope(Content content, Caller caller, OffsetDateTime now) {
        if (caller.area() != null) {
            Map<AreaCode, Area> found = areas.find(content.areas(), day(content.effective(), now));
            content.areas().stream().map(found::get).forEach(area -> Rights.requireArea(caller, area == null ? List.of() : area.path()));
        }
    }

    /** How many areas the directive reaches, those below included. */
    int countCovered(Content content, LocalDate day) {
        return areas.covered(content.areas(), day).size();
    }

    /** Notes each area of a stored content that is none on that day. */
    void checkStored(Content content, LocalDate day, Faults faults) {
        find(content.areas().stream().map(AreaCode::value).toList(), day, faults);
    }

    private Map<AreaCode, Area> find(List<? extends @Nullable String> codes, LocalDate day, Faults faults) {
        List<AreaCode> wellFormed = codes.stream().filter(c -> c != null && AreaCode.isWellFormed(c)).map(AreaCode::new).distinct()
                .toList();
        Map<AreaCode, Area> known = areas.find(wellFormed, day);
        for (int i = 0; i < codes.size(); i++) {
            String code = codes.get(i);
            if (code == null || !AreaCode.isWellFormed(code) || !known.containsKey(new AreaCode(code))) {
                faults.add("/areas/" + i, "unknown-area", Wording.of("Không có địa bàn %s.", "There is no area %s.", String.valueOf(code)));
            }
        }
        Map<AreaCode, Area> inOrder = new LinkedHashMap<>();
        wellFormed.forEach(code -> {
            Area area = known.get(code);
            if (area != null) {
                inOrder.put(code, area);
            }
        });
        return inOrder;
    }

    private static boolean liesBelowAnother(Area area, Set<AreaCode> all) {
        return area.path().stream().anyMatch(above -> !above.equals(area.code()) && all.contains(above));
    }
}
