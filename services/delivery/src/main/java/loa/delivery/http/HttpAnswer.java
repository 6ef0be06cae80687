package loa.delivery.http;

import java.util.List;
import java.util.Optional;

/** What came back. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpAnswer(int status, List<Field> fields, byte[] body) {
    /** The first value of a header field, whatever its capitals. */
    public Optional<String> field(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).map(Field::value).findFirst();
    }
}
