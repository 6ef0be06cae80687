package loa.sandbox.fcm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What FCM answers instead of a name: a <a href="https://cloud.google.com/apis/design/errors">google.rpc.Status</a> with
 * an <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">FcmError</a> among its details.
 *
 * @param errorCode null when only the canonical status is known
 */
record FcmError(int code, String status, String message, @Nullable String errorCode) {

    static final FcmError UNAUTHENTICATED = new FcmError(401, "UNAUTHENTICATED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token.", null);
    static final FcmError ALREADY_EXISTS = new FcmError(409, "ALREADY_EXISTS", "Requested entity already exists", null);
    static final FcmError TOO_MANY = ofCode("QUOTA_EXCEEDED");

    static FcmError invalid(String message) {
        return new FcmError(400, "INVALID_ARGUMENT", message, "INVALID_ARGUMENT");
    }

    /** An error by FCM's word for it; an unknown word is an {@code INTERNAL} that carries it. */
    static FcmError ofCode(String errorCode) {
        return switch (errorCode) {
            case "INVALID_ARGUMENT" -> invalid("The registration token is not a valid FCM registration token");
            case "UNREGISTERED" -> new FcmError(404, "NOT_FOUND", "Requested entity was not found.", errorCode);
            case "SENDER_ID_MISMATCH" -> new FcmError(403, "PERMISSION_DENIED", "SenderId mismatch", errorCode);
            case "QUOTA_EXCEEDED" -> new FcmError(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", errorCode);
            case "UNAVAILABLE" -> new FcmError(503, "UNAVAILABLE", "The service is currently unavailable.", errorCode);
            case "THIRD_PARTY_AUTH_ERROR" -> new FcmError(401, "UNAUTHENTICATED", "Auth error from APNS", errorCode);
            default -> new FcmError(500, "INTERNAL", "Internal error encountered.", errorCode);
        };
    }

    /** An answer of a status alone, as from a gateway in front of the service. */
    static FcmError ofStatus(int status) {
        return switch (status) {
            case 429 -> TOO_MANY;
            case 503 -> ofCode("UNAVAILABLE");
            case 500 -> ofCode("INTERNAL");
            default -> new FcmError(status, status < 500 ? "FAILED_PRECONDITION" : "UNKNOWN", "Error " + status, null);
        };
    }

    Map<String, Object> json() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        error.put("status", status);
        if (errorCode != null) {
            error.put("details", List.of(
                    Map.of("@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode", errorCode)));
        }
        return Map.of("error", error);
    }
}
