package loa.sms.twilio;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.Inquiry.Answer;
import loa.delivery.RecipientId;
import loa.sms.phone.OptOut;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.SmsAddress;

import static org.assertj.core.api.Assertions.assertThat;

class TwilioInquiryTest {
    private static final Instant CLAIMED = Instant.parse("2026-11-22T07:00:00.900Z");
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final CountingServer twilio = new CountingServer();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Delivery<SmsAddress> delivery = Samples.delivery(Samples.directive(CLAIMED, Duration.ofHours(2)), "vi", CLAIMED);

    @AfterEach
    void close() {
        twilio.close();
    }

    @Test
    void findsTheTextThatWasTakenAfterTheClaim() {
        twilio.answer(200, page(message("SM2", "Khác", CLAIMED.plusSeconds(9)), message("SM1", Samples.TEXT, CLAIMED)));

        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.Found("SM1"));

        assertThat(twilio.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.uri().getPath()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
            assertThat(request.uri().getQuery()).contains("To=+84900000001");
        });
    }

    @Test
    void theSameTextOfAnEarlierDirectiveIsAnother() {
        twilio.answer(200, page(message("SM1", Samples.TEXT, CLAIMED.minusSeconds(120))));

        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.NotFound());
    }

    @Test
    void aMessageThatTwilioHasNotDatedYetCounts() {
        twilio.answer(200, page("{\"sid\": \"SM1\", \"body\": \"%s\"}".formatted(Samples.TEXT)));

        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.Found("SM1"));
    }

    @Test
    void anEmptyListMeansThatTwilioDoesNotHaveIt() {
        twilio.answer(200, page());

        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.NotFound());
    }

    @Test
    void anErrorIsNoAnswer() {
        twilio.answer(503, "{}");
        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.NoAnswer());

        twilio.answer(200, "<html>");
        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.NoAnswer());

        twilio.answer(exchange -> exchange.close());
        assertThat(inquiry().ask(delivery)).isEqualTo(new Answer.NoAnswer());
        assertThat(twilio.requests()).hasSize(3);
    }

    @Test
    void everyQuestionWithoutAnAnswerIsCountedByItsCode() {
        twilio.answer(401, "{\"code\": 20003, \"message\": \"Authenticate\", \"status\": 401}");
        inquiry().ask(delivery);
        inquiry().ask(delivery);
        twilio.answer(exchange -> exchange.close());
        inquiry().ask(delivery);

        assertThat(failures("20003")).isEqualTo(2);
        assertThat(failures("lost")).isEqualTo(1);
    }

    private double failures(String code) {
        return meters.counter("loa.provider.failures", "provider", "twilio", "call", "inquiry", "code", code).count();
    }

    private Inquiry<SmsAddress> inquiry() {
        var account = new TwilioAccount("AC1", "token", "TINHMAU", twilio.url(), URI.create("https://loa.example.vn"));
        return SmsProvider.twilio(account, Samples.LIMITS, new NobodyOptsOut(), Clock.fixed(CLAIMED, ZoneOffset.UTC), meters)
                .inquiry();
    }

    private static String page(String... messages) {
        return "{\"messages\": [%s], \"page\": 0, \"page_size\": 100, \"next_page_uri\": null, \"uri\": \"/x\"}"
                .formatted(String.join(",", messages));
    }

    private static String message(String sid, String body, Instant created) {
        return "{\"sid\": \"%s\", \"body\": \"%s\", \"to\": \"+84900000001\", \"date_created\": \"%s\"}".formatted(sid, body,
                RFC_2822.format(created));
    }

    private static final class NobodyOptsOut implements OptOut {
        @Override
        public boolean byReply(PhoneNumber phone) {
            return false;
        }

        @Override
        public void atProvider(RecipientId recipient) {
            throw new IllegalStateException("not asked for");
        }
    }
}
