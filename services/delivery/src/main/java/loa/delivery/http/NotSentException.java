package loa.delivery.http;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The request certainly was not processed: not a byte of it left, or the server said that it has not looked at it (RFC 9113, section 8.7).
 * Every other {@link IOException} leaves it open.
 */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean nobodyThere;

    /** For this reason, which says nothing about other requests. */
    public NotSentException(String reason, @Nullable Throwable cause) {
        this(reason, cause, false);
    }

    /** @param nobodyThere see {@link #isNobodyThere} */
    NotSentException(String reason, @Nullable Throwable cause, boolean nobodyThere) {
        super(reason, cause);
        this.nobodyThere = nobodyThere;
    }

    /** Whether no connection to the server stood at all, and none came about: any other request would have fared the same. */
    public boolean isNobodyThere() {
        return nobodyThere;
    }
}
