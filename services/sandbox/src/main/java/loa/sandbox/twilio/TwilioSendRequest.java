package loa.sandbox.twilio;

import java.net.URI;
import java.net.URISyntaxException;

import loa.sandbox.http.Exchange;

/** A request to send, well-formed or not. */
sealed interface TwilioSendRequest {

    /** Twilio takes at most 1,600 characters, https://www.twilio.com/docs/api/errors/21617. */
    int LONGEST_BODY = 1600;

    /** Ten hours, https://www.twilio.com/docs/messaging/api/message-resource. */
    int LONGEST_VALIDITY = 36_000;

    /** It is refused with this error. */
    record Refused(TwilioError error) implements TwilioSendRequest {}

    /** It can be accepted. */
    record WellFormed(TwilioSend send) implements TwilioSendRequest {}

    /** Reads the form fields of <a href="https://www.twilio.com/docs/messaging/api/message-resource">a message</a>. */
    static TwilioSendRequest of(Exchange exchange) {
        String to = exchange.field("To");
        String from = exchange.field("From") == null ? exchange.field("MessagingServiceSid") : exchange.field("From");
        String body = exchange.field("Body");
        if (to == null) {
            return new Refused(TwilioError.NO_TO);
        }
        if (TwilioSend.recipient(to) < 0) {
            return new Refused(TwilioError.invalidTo(to));
        }
        if (from == null) {
            return new Refused(TwilioError.NO_FROM);
        }
        if (body == null || body.isBlank()) {
            return new Refused(TwilioError.NO_BODY);
        }
        return of(exchange, to, from, body);
    }

    private static TwilioSendRequest of(Exchange exchange, String to, String from, String body) {
        String callback = exchange.field("StatusCallback");
        String validity = exchange.field("ValidityPeriod");
        if (body.codePointCount(0, body.length()) > LONGEST_BODY) {
            return new Refused(TwilioError.LONG_BODY);
        }
        if (callback != null && !isHttp(callback)) {
            return new Refused(TwilioError.BAD_CALLBACK);
        }
        if (validity != null && !isValidity(validity)) {
            return new Refused(TwilioError.BAD_VALIDITY);
        }
        return new WellFormed(new TwilioSend(TwilioSend.recipient(to), from, body, callback,
                validity == null ? null : Integer.valueOf(validity)));
    }

    private static boolean isValidity(String validity) {
        return validity.matches("[0-9]{1,5}") && Integer.parseInt(validity) >= 1
                && Integer.parseInt(validity) <= LONGEST_VALIDITY;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
