package loa.push.fcm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import org.jspecify.annotations.Nullable;

import loa.delivery.Outcome;
import loa.delivery.http.NotSentException;

/**
 * What FCM's errors mean for a delivery. Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode and
 * firebase.google.com/docs/cloud-messaging/scale-fcm ("wait at least 60 seconds" after 429).
 */
final class FcmAnswers {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;

    FcmAnswers(InstantSource clock) {
        this.clock = clock;
    }

    /** The outcome of an attempt that ended with this error. */
    Outcome outcome(FirebaseMessagingException error) {
        MessagingErrorCode code = error.getMessagingErrorCode();
        return code == null ? withoutCode(error) : withCode(code, error.getHttpResponse());
    }

    private Outcome withCode(MessagingErrorCode code, @Nullable IncomingHttpResponse response) {
        String reason = "fcm:" + code;
        return switch (code) {
            case UNREGISTERED -> new Outcome.Gone(reason, "Ứng dụng đã bị gỡ hoặc mã thiết bị không còn hiệu lực.");
            case SENDER_ID_MISMATCH -> new Outcome.Refused(reason, "Mã thiết bị thuộc về một dự án Firebase khác.");
            case INVALID_ARGUMENT -> new Outcome.Refused(reason, "FCM không chấp nhận nội dung hoặc mã thiết bị.");
            case QUOTA_EXCEEDED, THIRD_PARTY_AUTH_ERROR -> new Outcome.Deferred(reason, pause(response));
            case UNAVAILABLE, INTERNAL -> new Outcome.Unknown(reason);
        };
    }

    private Outcome withoutCode(FirebaseMessagingException error) {
        IncomingHttpResponse response = error.getHttpResponse();
        if (response == null) {
            return notSent(error)
                    ? new Outcome.Deferred("fcm:unreachable", null)
                    : new Outcome.Unknown("fcm:no-answer");
        }
        int status = response.getStatusCode();
        if (status == 400) {
            return new Outcome.Refused("fcm:400", "FCM không hiểu yêu cầu gửi.");
        }
        // Whatever else begins with 4 was turned away at the door: wrong project, rights taken away, too many requests.
        return status > 400 && status < 500
                ? new Outcome.Deferred("fcm:" + status, pause(response))
                : new Outcome.Unknown("fcm:" + status);
    }

    private static boolean notSent(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof NotSentException) {
                return true;
            }
        }
        return false;
    }

    /** What {@code Retry-After} says, in seconds or as a date; a minute where it says nothing. */
    private Duration pause(@Nullable IncomingHttpResponse response) {
        String value = response == null ? null : header(response.getHeaders());
        if (value == null) {
            return PAUSE;
        }
        if (value.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration left = Duration.between(clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return PAUSE;
        }
    }

    private static @Nullable String header(Map<String, Object> headers) {
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("retry-after")) {
                Object value = header.getValue() instanceof List<?> list && !list.isEmpty() ? list.getFirst() : header.getValue();
                return String.valueOf(value);
            }
        }
        return null;
    }
}
