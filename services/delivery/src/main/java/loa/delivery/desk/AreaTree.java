package loa.delivery.desk;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import loa.contract.Area;
import loa.contract.AreaCode;

/** What lies below an area, as far as the desk has told. Answers from memory. Thread-safe. */
public final class AreaTree {
    private final Supplier<Collection<Area>> areas;

    /** Of these areas, asked for each time. */
    public AreaTree(Supplier<Collection<Area>> areas) {
        this.areas = areas;
    }

    /** The area itself, known or not, and all below it; also those that have ended, which may still be named by somebody. */
    public List<AreaCode> subtree(AreaCode upper) {
        Stream<AreaCode> below = areas.get().stream().filter(area -> area.path().contains(upper)).map(Area::code);
        return Stream.concat(Stream.of(upper), below).distinct().toList();
    }
}
