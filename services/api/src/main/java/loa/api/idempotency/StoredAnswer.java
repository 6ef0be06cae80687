package loa.api.idempotency;

import org.jspecify.annotations.Nullable;

/** The first answer to a request, as it is given again. */
record StoredAnswer(int status, @Nullable String location, @Nullable String etag, @Nullable String contentType, byte[] body) {
    /** A longer answer is not kept: only searches have such, and to repeat them does no harm. */
    static final int MAX_BYTES = 1 << 20;
}
