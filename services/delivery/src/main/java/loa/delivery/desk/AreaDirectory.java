package loa.delivery.desk;

import java.util.List;
import java.util.Optional;

import loa.contract.Area;
import loa.contract.AreaCode;

/** The tree of areas. Answers from memory. Thread-safe. */
@FunctionalInterface
public interface AreaDirectory {
    /** The area with this code; empty when the desk has named none. */
    Optional<Area> find(AreaCode code);

    /** The codes from the province down to the area itself; empty when the desk has named none. */
    default Optional<List<AreaCode>> path(AreaCode code) {
        return find(code).map(Area::path);
    }

    /** Whether {@code lower} is {@code upper} or lies below it. */
    default boolean covers(AreaCode upper, AreaCode lower) {
        return path(lower).filter(path -> path.contains(upper)).isPresent();
    }
}
