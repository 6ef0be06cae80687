package loa.sms.twilio;

import java.time.Duration;

import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.sms.phone.SmsAddress;

/** Stands in while no account is set: what comes all the same waits for one until it expires, and says why. */
final class OffSender implements Sender<SmsAddress> {
    static final String REASON = "sms:no-account";

    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    @Override
    public String provider() {
        return TwilioSender.PROVIDER;
    }

    @Override
    public Outcome send(Delivery<SmsAddress> delivery) {
        return new Outcome.Deferred(REASON, ASK_AGAIN, Outcome.Scope.CHANNEL);
    }
}
