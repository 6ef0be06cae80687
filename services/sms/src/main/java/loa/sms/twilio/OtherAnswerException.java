package loa.sms.twilio;

import com.twilio.exception.TwilioException;
import org.jspecify.annotations.Nullable;

/** An answer that is neither a success nor a refusal with a code: 429, 5xx, a redirect, a page of some proxy. */
final class OtherAnswerException extends TwilioException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String retryAfter;

    OtherAnswerException(int status, @Nullable String retryAfter) {
        super("Twilio answered " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** The header field of that name, as it came. */
    @Nullable
    String retryAfter() {
        return retryAfter;
    }
}
