package loa.push.fcm;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import org.jspecify.annotations.Nullable;

import loa.delivery.Outcome;
import loa.delivery.http.NotSentException;
import loa.delivery.http.RetryAfter;

/**
 * What FCM's errors mean for a delivery. Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode and
 * firebase.google.com/docs/cloud-messaging/scale-fcm ("wait at least 60 seconds" after 429).
 */
final class FcmAnswers {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** Not let in: no access token that holds, or no right to the project. */
    private static final Set<Integer> NOT_LET_IN = Set.of(401, 403);
    private static final int TOO_MANY_REQUESTS = 429;

    private final InstantSource clock;

    FcmAnswers(InstantSource clock) {
        this.clock = clock;
    }

    /** The outcome of an attempt that ended with this error. */
    Outcome outcome(FirebaseMessagingException error) {
        MessagingErrorCode code = error.getMessagingErrorCode();
        return code == null ? withoutCode(error) : withCode(code, error, asked(error.getHttpResponse()));
    }

    private static Outcome withCode(MessagingErrorCode code, FirebaseMessagingException error, @Nullable Duration asked) {
        String reason = "fcm:" + code;
        return switch (code) {
            case UNREGISTERED -> new Outcome.Gone(reason, "Ứng dụng đã bị gỡ hoặc mã thiết bị không còn hiệu lực.");
            case SENDER_ID_MISMATCH -> new Outcome.Refused(reason, "Mã thiết bị thuộc về một dự án Firebase khác.");
            case INVALID_ARGUMENT -> new Outcome.Refused(reason, "FCM không chấp nhận nội dung hoặc mã thiết bị.");
            case QUOTA_EXCEEDED -> new Outcome.Deferred(reason, orAMinute(asked),
                    isQuotaOfOneTarget(error) ? Outcome.Scope.DELIVERY : Outcome.Scope.RATE);
            // Apple's or a browser's key is missing: other devices get theirs.
            case THIRD_PARTY_AUTH_ERROR -> new Outcome.Deferred(reason, orAMinute(asked));
            case UNAVAILABLE, INTERNAL -> unknown(reason, asked);
        };
    }

    private Outcome withoutCode(FirebaseMessagingException error) {
        IncomingHttpResponse response = error.getHttpResponse();
        if (response == null) {
            return withoutAnswer(error);
        }
        int status = status(response);
        Duration asked = asked(response);
        if (status == 400) {
            return new Outcome.Refused("fcm:400", "FCM không hiểu yêu cầu gửi.");
        }
        if (status < 400 || status >= 500) {
            return unknown("fcm:" + status, asked);
        }
        // Whatever else begins with 4 was turned away at the door.
        if (NOT_LET_IN.contains(status)) {
            return new Outcome.Deferred("fcm:" + status, asked, Outcome.Scope.CHANNEL);
        }
        boolean all = status == TOO_MANY_REQUESTS && !isQuotaOfOneTarget(error);
        return new Outcome.Deferred("fcm:" + status, orAMinute(asked), all ? Outcome.Scope.RATE : Outcome.Scope.DELIVERY);
    }

    private static Outcome withoutAnswer(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof NotSentException e) {
                return new Outcome.Deferred("fcm:unreachable", null, e.isNobodyThere() ? Outcome.Scope.CHANNEL : Outcome.Scope.DELIVERY);
            }
        }
        return new Outcome.Unknown("fcm:no-answer");
    }

    /** FCM answers 503 for one message now and then; when it asks to be left alone it means all. */
    private static Outcome unknown(String reason, @Nullable Duration asked) {
        return new Outcome.Unknown(reason, asked, asked == null ? Outcome.Scope.DELIVERY : Outcome.Scope.CHANNEL);
    }

    /**
     * There are quotas of a project, of a device and of a topic; all have the same code, and only FCM's sentence ("Device message rate
     * exceeded") tells them apart.
     */
    private static boolean isQuotaOfOneTarget(FirebaseMessagingException error) {
        String sentence = Optional.ofNullable(error.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        return sentence.contains("device message rate") || sentence.contains("topic message rate")
                || sentence.contains("topics message rate");
    }

    private static Duration orAMinute(@Nullable Duration asked) {
        return asked == null ? PAUSE : asked;
    }

    /** What {@code Retry-After} says; null where it says nothing. */
    private @Nullable Duration asked(@Nullable IncomingHttpResponse response) {
        return response == null ? null : RetryAfter.read(header(response, RetryAfter.FIELD), clock.instant()).orElse(null);
    }

    /** What FCM answered, which is not always what the SDK was shown. */
    static int status(IncomingHttpResponse response) {
        String status = header(response, FcmResponse.STATUS);
        return status == null ? response.getStatusCode() : Integer.parseInt(status);
    }

    private static @Nullable String header(IncomingHttpResponse response, String name) {
        for (Map.Entry<String, Object> header : response.getHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                Object value = header.getValue() instanceof List<?> list && !list.isEmpty() ? list.getFirst() : header.getValue();
                return String.valueOf(value);
            }
        }
        return null;
    }
}
