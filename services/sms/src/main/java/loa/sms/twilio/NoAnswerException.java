package loa.sms.twilio;

import java.io.IOException;
import java.net.SocketTimeoutException;

import com.twilio.exception.TwilioException;

import loa.delivery.http.NotSentException;

/** The request went out, or did not, and no answer came. Its message holds no personal data, unlike those of the SDK. */
final class NoAnswerException extends TwilioException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean certainlyNotSent;
    private final boolean nobodyThere;

    NoAnswerException(IOException cause) {
        super("No answer from Twilio: " + cause.getClass().getSimpleName());
        this.certainlyNotSent = cause instanceof NotSentException;
        this.nobodyThere = cause instanceof NotSentException e && e.isNobodyThere();
        this.reason = reason(cause, certainlyNotSent);
    }

    /** {@code connect}, {@code timeout} or {@code lost}. */
    String reason() {
        return reason;
    }

    /** Whether not a byte of the request has left; otherwise nobody knows. */
    boolean certainlyNotSent() {
        return certainlyNotSent;
    }

    /** Whether Twilio could not be reached at all: another message would have fared the same. */
    boolean nobodyThere() {
        return nobodyThere;
    }

    private static String reason(IOException e, boolean certainlyNotSent) {
        if (certainlyNotSent) {
            return "connect";
        }
        return e instanceof SocketTimeoutException ? "timeout" : "lost";
    }
}
