package loa.publisher.area;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;

/**
 * An area as it is answered.
 *
 * @param validTo the last day on which it holds; null: no end
 * @param path    from the province down to itself; left out in lists
 */
@Schema(name = "Area")
record AreaView(AreaCode code, @Nullable AreaCode parent, AreaType type, String name, List<String> aliases, LocalDate validFrom,
        @Nullable LocalDate validTo, List<AreaCode> successors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AreaCode> path) {

    static AreaView of(Area area) {
        return of(area, area.path());
    }

    static AreaView inList(Area area) {
        return of(area, null);
    }

    private static AreaView of(Area area, @Nullable List<AreaCode> path) {
        return new AreaView(area.code(), area.parent(), area.type(), area.name(), area.aliases(), area.validFrom(), area.validTo(),
                area.successors(), path);
    }
}
