package loa.delivery.http;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The request certainly was not processed: not a byte of it left, or the server said that it has not looked at it (RFC 9113, section 8.7).
 * Every other {@link IOException} leaves it open.
 */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    /** For this reason. */
    public NotSentException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
