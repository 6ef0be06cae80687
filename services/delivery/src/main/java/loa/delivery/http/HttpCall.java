package loa.delivery.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One request.
 *
 * @param path   with the query, as it goes out
 * @param fields all but {@code Host} and {@code Content-Length}, which follow from the rest
 * @param body   not copied: it must not change any more
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpCall(Origin origin, String method, String path, List<Field> fields, byte[] body) {
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    /** Refuses what would be another request than it seems. */
    public HttpCall {
        if (!path.startsWith("/") || path.indexOf(' ') >= 0 || Field.breaksLine(path)) {
            throw new IllegalArgumentException("a path must begin with a slash and be of one line without blanks");
        }
        if (!METHOD.matcher(method).matches()) {
            throw new IllegalArgumentException("a method must be of capital letters, but was " + method);
        }
        fields = List.copyOf(fields);
    }
}
