package loa.sms.twilio;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import org.jspecify.annotations.Nullable;

import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.delivery.http.RetryAfter;
import loa.sms.phone.OptOut;
import loa.sms.phone.SmsAddress;
import loa.sms.phone.SmsText;

/**
 * Sends one text by Twilio, once. What cannot be known is said to be unknown: Twilio documents for 429 alone that a request was not
 * processed, so every 5xx and every lost answer may have reached a phone. Thread-safe.
 */
final class TwilioSender implements Sender<SmsAddress> {
    static final String PROVIDER = "twilio";

    /** Source: https://www.twilio.com/docs/messaging/api/message-resource, ValidityPeriod. */
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(10);
    /** Request Timeout and Conflict do not say whether the request was processed. Source: RFC 9110, sections 15.5.9 and 15.5.10. */
    private static final Set<Integer> LEFT_OPEN = Set.of(408, 409);

    private static final int TOO_MANY_REQUESTS = 429;

    private final TwilioRestClient client;
    private final TwilioAccount account;
    private final OptOut optOut;
    private final Clock clock;

    /**
     * Sends by this client.
     *
     * @param optOut is told who has unsubscribed at Twilio itself
     */
    TwilioSender(TwilioRestClient client, TwilioAccount account, OptOut optOut, Clock clock) {
        this.client = client;
        this.account = account;
        this.optOut = optOut;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public boolean tellsDeparture() {
        return true;
    }

    @Override
    public Outcome send(Delivery<SmsAddress> delivery) {
        try {
            Message message = creator(delivery).create(client);
            return message.getSid() == null ? new Outcome.Unknown("twilio:unreadable") : new Outcome.Accepted(message.getSid());
        } catch (NoAnswerException e) {
            String reason = "twilio:" + e.reason();
            return e.certainlyNotSent()
                    ? new Outcome.Deferred(reason, null, e.nobodyThere() ? Outcome.Scope.CHANNEL : Outcome.Scope.DELIVERY)
                    : new Outcome.Unknown(reason);
        } catch (OtherAnswerException e) {
            return otherAnswer(e.status(), RetryAfter.read(e.retryAfter(), clock.instant()).orElse(null));
        } catch (ApiException e) {
            // Without a status the SDK could not read a success.
            return e.getStatusCode() == null ? new Outcome.Unknown("twilio:unreadable") : turnedAway(delivery, e, e.getStatusCode());
        } catch (TwilioException e) {
            return new Outcome.Unknown("twilio:unreadable");
        }
    }

    private MessageCreator creator(Delivery<SmsAddress> delivery) {
        var to = new PhoneNumber(delivery.address().phone().e164());
        String text = SmsText.of(delivery.directive(), delivery.address().language());
        MessageCreator creator = account.sender().matches("MG[0-9a-f]{32}")
                ? Message.creator(to, account.sender(), text)
                : Message.creator(to, new PhoneNumber(account.sender()), text);
        creator.setValidityPeriod(validitySeconds(delivery));
        if (account.canCallBack()) {
            creator.setStatusCallback(
                    URI.create(account.publicUrl() + StatusWebhook.PATH + "?delivery=" + delivery.id() + StatusWebhook.COME_AGAIN));
        }
        return creator;
    }

    private int validitySeconds(Delivery<SmsAddress> delivery) {
        Duration left = Duration.between(clock.instant(), delivery.directive().expires());
        return (int) Math.clamp(left.toSeconds(), 1, LONGEST_VALIDITY.toSeconds());
    }

    /** Too many requests are too many of the account; and whoever asks to be left alone takes nothing from anybody. */
    private static Outcome otherAnswer(int status, @Nullable Duration asked) {
        if (status == TOO_MANY_REQUESTS) {
            return new Outcome.Deferred("twilio:20429", asked, Outcome.Scope.RATE);
        }
        return new Outcome.Unknown("twilio:" + status, asked, asked == null ? Outcome.Scope.DELIVERY : Outcome.Scope.CHANNEL);
    }

    /** Only what concerns the number ends a delivery; everything else may be our settings, and waits until somebody has seen to them. */
    private Outcome turnedAway(Delivery<SmsAddress> delivery, ApiException error, int status) {
        if (LEFT_OPEN.contains(status)) {
            return new Outcome.Unknown("twilio:" + status);
        }
        String reason = "twilio:" + Objects.requireNonNullElse(error.getCode(), status);
        TwilioCode known = Optional.ofNullable(error.getCode()).flatMap(TwilioCode::of).orElse(null);
        if (known == null) {
            boolean ofTheAccount = TwilioCode.isOfTheAccount(status, error.getCode());
            return new Outcome.Deferred(reason, null, ofTheAccount ? Outcome.Scope.CHANNEL : Outcome.Scope.DELIVERY);
        }
        return switch (known.kind()) {
            case REFUSED -> new Outcome.Refused(reason, known.detail());
            case GONE -> {
                optOut.atProvider(delivery.recipient());
                yield new Outcome.Gone(reason, known.detail());
            }
        };
    }
}
