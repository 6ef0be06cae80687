package loa.sms.twilio;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties under {@code loa.twilio}. Without account SID, token and sender SMS is off.
 *
 * @param url         another address than Twilio's own; empty: Twilio's own
 * @param connections at least {@code loa.delivery.slots} and some for inquiries, else sends wait for one another
 * @param inquiriesPerSecond after a crash as many texts are in doubt as there are slots, and each is asked about twice: at this pace all of
 *                           them within a minute. Twilio's 429 only puts the question off
 * @param connectTimeout at most 1.5 s: nothing may be sent 2 s after a cancel, and the engine looks for one right before it sends
 */
@ConfigurationProperties("loa.twilio")
record TwilioProperties(@DefaultValue("") String accountSid, @DefaultValue("") String authToken, @DefaultValue("") String sender,
        @DefaultValue("") String url, @DefaultValue("2100") int connections, @DefaultValue("1500ms") Duration connectTimeout,
        @DefaultValue("15s") Duration answerTimeout, @DefaultValue("100") int inquiriesPerSecond,
        @DefaultValue("10000") int receiptsWaiting) {
    private static final Duration LONGEST_CONNECT = Duration.ofMillis(1500);

    TwilioProperties {
        if (connectTimeout.compareTo(LONGEST_CONNECT) > 0) {
            throw new IllegalArgumentException("loa.twilio.connect-timeout must be at most 1500ms, but was " + connectTimeout);
        }
    }

    /** The account; null when SMS is off. */
    @Nullable
    TwilioAccount account(URI publicUrl) {
        if (accountSid.isBlank() || authToken.isBlank() || sender.isBlank()) {
            return null;
        }
        return new TwilioAccount(accountSid.strip(), authToken.strip(), sender.strip(), url.isBlank() ? null : URI.create(url.strip()),
                publicUrl);
    }

    TwilioLimits limits() {
        return new TwilioLimits(connections, connectTimeout, answerTimeout, inquiriesPerSecond);
    }
}
