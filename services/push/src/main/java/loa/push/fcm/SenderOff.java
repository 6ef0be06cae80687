package loa.push.fcm;

import java.time.Duration;

import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.push.address.PushAddress;

/** Stands in for FCM where there are no credentials: nothing goes out, nothing is lost, and the reason is seen. */
public final class SenderOff implements Sender<PushAddress> {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Override
    public String provider() {
        return "fcm";
    }

    @Override
    public Outcome send(Delivery<PushAddress> delivery) {
        return new Outcome.Deferred("fcm:off", PAUSE, Outcome.Scope.CHANNEL);
    }
}
