package loa.sms.twilio;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.Receipt.Meaning;

/**
 * Takes Twilio's status callbacks. 204 once the receipt is durable, also when it is repeated or belongs to nothing that we know; 403 when
 * Twilio did not sign it; 503 when it is not stored within ten seconds, while Twilio still comes again. Source:
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
@Hidden
@RestController
final class StatusWebhook {
    static final String PATH = "/webhooks/twilio/status";

    /**
     * Twilio comes again with a receipt only once, and only when there was no connection, unless the address says otherwise; five times
     * within fifteen seconds is the most. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
     */
    static final String COME_AGAIN = "#rc=5&rp=all";

    private static final int LONGEST_WAIT_SECONDS = 10;

    private final WebhookSignature signature;
    private final ReceiptBatches batches;
    private final Clock clock;
    private final MeterRegistry meters;

    StatusWebhook(WebhookSignature signature, ReceiptBatches batches, Clock clock, MeterRegistry meters) {
        this.signature = signature;
        this.batches = batches;
        this.clock = clock;
        this.meters = meters;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> status(HttpServletRequest request) {
        Optional<Map<String, String>> fields = signature.fieldsOf(request);
        if (fields.isEmpty()) {
            return answer("unsigned", HttpStatus.FORBIDDEN);
        }
        Receipt receipt = read(request.getParameter("delivery"), fields.get());
        if (receipt == null) {
            return answer("unreadable", HttpStatus.NO_CONTENT);
        }
        return batches.store(receipt).completeOnTimeout(Optional.empty(), LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join()
                .map(fate -> answer(fate.name().toLowerCase(Locale.ROOT), HttpStatus.NO_CONTENT))
                .orElseGet(() -> answer("turned-away", HttpStatus.SERVICE_UNAVAILABLE));
    }

    private @Nullable Receipt read(@Nullable String delivery, Map<String, String> fields) {
        String status = fields.getOrDefault("MessageStatus", fields.getOrDefault("SmsStatus", ""));
        if (delivery == null || status.isEmpty() || status.length() > 20) {
            return null;
        }
        String sid = fields.getOrDefault("MessageSid", fields.get("SmsSid"));
        try {
            return new Receipt(DeliveryId.parse(delivery), clock.instant(), status, meaning(status), code(fields.get("ErrorCode")), sid);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A word that is new to us still proves that Twilio has the message. */
    private static Meaning meaning(String status) {
        return switch (status) {
            case "delivered", "read" -> Meaning.DELIVERED;
            case "undelivered", "failed", "canceled" -> Meaning.UNDELIVERED;
            default -> Meaning.UNDER_WAY;
        };
    }

    private static @Nullable String code(@Nullable String errorCode) {
        return errorCode == null || !errorCode.matches("[1-9]\\d{1,6}") ? null : errorCode;
    }

    private ResponseEntity<Void> answer(String result, HttpStatus status) {
        meters.counter("loa.sms.receipts", "result", result).increment();
        return ResponseEntity.status(status).build();
    }
}
