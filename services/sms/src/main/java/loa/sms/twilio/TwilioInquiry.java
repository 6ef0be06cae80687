package loa.sms.twilio;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;

import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.provider.ProviderFailures;
import loa.sms.phone.SmsAddress;
import loa.sms.phone.SmsText;

/**
 * Looks in Twilio's list of messages for the one whose answer was lost: same number, same text, not before it was taken up. The list is not
 * narrowed by {@code DateSent}: a message that waits in Twilio's queue has none yet, and leaving it out would send it twice.
 */
final class TwilioInquiry implements Inquiry<SmsAddress> {
    /** How far Twilio's clock may be behind ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);
    private static final int PAGE = 100;
    /** More texts to one number since the claim are not to be expected; the list has the newest first. */
    private static final long LIMIT = 300;

    private final TwilioRestClient client;
    private final Pace pace;
    private final ProviderFailures failures;

    TwilioInquiry(TwilioRestClient client, Pace pace, ProviderFailures failures) {
        this.client = client;
        this.pace = pace;
        this.failures = failures;
    }

    @Override
    public Answer ask(Delivery<SmsAddress> delivery) {
        Instant since = delivery.claimedAt().minus(CLOCKS);
        String text = SmsText.of(delivery.directive(), delivery.address().language());
        try {
            pace.await();
            for (Message message : Message.reader().setTo(delivery.address().phone().e164()).pageSize(PAGE).limit(LIMIT).read(client)) {
                if (text.equals(message.getBody()) && !madeBefore(message, since)) {
                    return new Answer.Found(message.getSid());
                }
            }
            return new Answer.NotFound();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NoAnswer();
        } catch (TwilioException e) {
            failures.add(TwilioFailure.code(e));
            return new Answer.NoAnswer();
        }
    }

    /** A message without any time is too new to have one. */
    private static boolean madeBefore(Message message, Instant since) {
        ZonedDateTime made = message.getDateCreated() == null ? message.getDateSent() : message.getDateCreated();
        return made != null && made.toInstant().isBefore(since);
    }
}
