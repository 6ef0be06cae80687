package loa.api.imports;

import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of a file.
 *
 * @param required stand in the header of every file; whether a cell may be empty is for the importer to say
 * @param optional may stand in the header
 */
public record ImportFormat(List<String> required, List<String> optional) {
    /** Copies the lists. */
    public ImportFormat {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    List<String> columns() {
        return Stream.concat(required.stream(), optional.stream()).toList();
    }
}
