package loa.publisher.area;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.AreaType;

/**
 * One row of an import, well-formed in itself.
 *
 * @param line where it stands in the file, from 1
 */
record AreaRow(long line, AreaCode code, @Nullable AreaCode parent, AreaType type, String name, LocalDate validFrom,
        @Nullable LocalDate validTo, List<String> aliases) {
    AreaRow {
        aliases = List.copyOf(aliases);
    }

    boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
