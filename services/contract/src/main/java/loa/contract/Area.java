package loa.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An administrative or residential unit, as it stands on {@link Topics#AREAS} with its code as key.
 *
 * @param path from the province down to the area itself
 */
public record Area(AreaCode code, @Nullable AreaCode parent, AreaType type, String name, List<String> aliases, LocalDate validFrom,
        @Nullable LocalDate validTo, List<AreaCode> successors, List<AreaCode> path) {
    /** Copies the collections. */
    public Area {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(validFrom, "validFrom");
        aliases = List.copyOf(aliases);
        successors = List.copyOf(successors);
        path = List.copyOf(path);
    }
}
