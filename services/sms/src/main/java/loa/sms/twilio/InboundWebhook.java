package loa.sms.twilio;

import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.sms.phone.OptOut;
import loa.sms.phone.PhoneReader;
import loa.sms.phone.PhoneReading;

/**
 * Takes what residents reply. Words of opt-out end the subscription; everything else is counted and dropped. Twilio answers the resident
 * itself where the law asks for it, so our answer is empty. Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
@Hidden
@RestController
final class InboundWebhook {
    static final String PATH = "/webhooks/twilio/inbound";

    private static final Logger LOG = LoggerFactory.getLogger(InboundWebhook.class);
    private static final String EMPTY_TWIML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final WebhookSignature signature;
    private final OptOut optOut;
    private final PhoneReader reader;
    private final MeterRegistry meters;

    InboundWebhook(WebhookSignature signature, OptOut optOut, PhoneReader reader, MeterRegistry meters) {
        this.signature = signature;
        this.optOut = optOut;
        this.reader = reader;
        this.meters = meters;
    }

    @PostMapping(path = PATH)
    ResponseEntity<String> inbound(HttpServletRequest request) {
        Optional<Map<String, String>> fields = signature.fieldsOf(request);
        if (fields.isEmpty()) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        String result = act(fields.get().getOrDefault("From", ""), fields.get().getOrDefault("Body", ""));
        meters.counter("loa.sms.replies", "result", result).increment();
        LOG.atInfo().addKeyValue("result", result).log("A resident replied");
        return ResponseEntity.ok().contentType(MediaType.TEXT_XML).body(EMPTY_TWIML);
    }

    private String act(String from, String body) {
        if (!OptOutWords.askFor(body)) {
            return "other";
        }
        return switch (reader.read(from)) {
            case PhoneReading.Valid(var phone) -> optOut.byReply(phone) ? "opted-out" : "not-subscribed";
            case PhoneReading.Invalid _ -> "not-subscribed";
        };
    }
}
