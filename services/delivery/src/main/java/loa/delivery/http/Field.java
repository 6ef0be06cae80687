package loa.delivery.http;

/** One header field of a request or an answer. */
public record Field(String name, String value) {
    /** Refuses what would begin another line. */
    public Field {
        if (breaksLine(name) || breaksLine(value)) {
            throw new IllegalArgumentException("a header field must be of one line, but %s is not".formatted(name.strip()));
        }
    }

    static boolean breaksLine(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
    }
}
