package loa.sandbox.twilio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Twilio answers instead of a message, in the form of
 * <a href="https://www.twilio.com/docs/usage/twilios-response#exceptions">its exceptions</a>; the codes are those of
 * <a href="https://www.twilio.com/docs/api/errors">its error dictionary</a>.
 */
record TwilioError(int status, int code, String message) {

    static final TwilioError AUTHENTICATE = new TwilioError(401, 20003, "Authenticate");
    static final TwilioError TOO_MANY = new TwilioError(429, 20429, "Too Many Requests");
    static final TwilioError NO_TO = new TwilioError(400, 21604, "A 'To' phone number is required.");
    static final TwilioError NO_FROM = new TwilioError(400, 21603, "A 'From' phone number is required.");
    static final TwilioError NO_BODY = new TwilioError(400, 21602, "Message body is required.");
    static final TwilioError LONG_BODY = new TwilioError(400, 21617,
            "The concatenated message body exceeds the 1600 character limit");
    static final TwilioError BAD_CALLBACK = new TwilioError(400, 21609, "The 'StatusCallback' URL is not a valid URL.");
    static final TwilioError BAD_VALIDITY = new TwilioError(400, 21623, "The validity period must be 1 to 36000 seconds.");

    static TwilioError invalidTo(String to) {
        return new TwilioError(400, 21211, "Invalid 'To' Phone Number: " + to);
    }

    static TwilioError notFound(String uri) {
        return new TwilioError(404, 20404, "The requested resource " + uri + " was not found");
    }

    /** An error of the dictionary by its code; one that is not known here is a 400. */
    static TwilioError ofCode(String code) {
        int number = code.matches("[0-9]{1,6}") ? Integer.parseInt(code) : 20001;
        return switch (number) {
            case 20003 -> AUTHENTICATE;
            case 20404 -> new TwilioError(404, number, "The requested resource was not found");
            case 20429 -> TOO_MANY;
            case 20500 -> new TwilioError(500, number, "Internal Server Error");
            case 21211 -> new TwilioError(400, number, "Invalid 'To' Phone Number");
            case 21408 -> new TwilioError(403, number, "Permission to send an SMS has not been enabled for the region");
            case 21610 -> new TwilioError(400, number, "Attempt to send to unsubscribed recipient");
            case 21614 -> new TwilioError(400, number, "'To' number is not a valid mobile number");
            default -> new TwilioError(400, number, "Error " + number);
        };
    }

    /** An answer of a status alone, as from a gateway in front of the service. */
    static TwilioError ofStatus(int status) {
        return new TwilioError(status, status == 429 ? 20429 : 20000 + status, "Error with status " + status);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("message", message);
        json.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        json.put("status", status);
        return json;
    }
}
