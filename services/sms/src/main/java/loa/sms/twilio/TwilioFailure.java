package loa.sms.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;

/** A short name for what went wrong at Twilio; never the SDK's own message, in which numbers may stand. */
final class TwilioFailure {
    private TwilioFailure() {}

    /** Twilio's error code, else the status, else {@code connect}, {@code timeout}, {@code lost} or {@code unreadable}. */
    static String code(TwilioException failure) {
        return switch (failure) {
            case NoAnswerException e -> e.reason();
            case OtherAnswerException e -> Integer.toString(e.status());
            case ApiException e when e.getCode() != null -> e.getCode().toString();
            case ApiException e when e.getStatusCode() != null -> e.getStatusCode().toString();
            default -> "unreadable";
        };
    }
}
