package loa.publisher.area;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;

/** What an area is from one day to another, as it stands in the table. */
record AreaVersion(AreaCode code, LocalDate validFrom, @Nullable LocalDate validTo, @Nullable AreaCode parent, String type, String name,
        List<String> aliases, List<AreaCode> successors) {
    AreaVersion {
        aliases = List.copyOf(aliases);
        successors = List.copyOf(successors);
    }

    static AreaVersion of(AreaRow row) {
        return new AreaVersion(row.code(), row.validFrom(), row.validTo(), row.parent(), row.type().code(), row.name(), row.aliases(),
                List.of());
    }

    boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** The same area, ended on the day before its code passes to the next one. */
    AreaVersion endedBefore(LocalDate next) {
        return new AreaVersion(code, validFrom, next.minusDays(1), parent, type, name, aliases, List.of(code));
    }
}
