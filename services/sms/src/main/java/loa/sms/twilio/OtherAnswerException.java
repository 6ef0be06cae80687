package loa.sms.twilio;

import java.time.Duration;

import com.twilio.exception.TwilioException;
import org.jspecify.annotations.Nullable;

/** An answer that is neither a success nor a refusal with a code: 429, 5xx, a redirect, a page of some proxy. */
final class OtherAnswerException extends TwilioException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Duration retryAfter;

    OtherAnswerException(int status, @Nullable Duration retryAfter) {
        super("Twilio answered " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
