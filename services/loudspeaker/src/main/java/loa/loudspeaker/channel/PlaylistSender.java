package loa.loudspeaker.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.loudspeaker.bulletin.SpokenBulletin;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.plan.Placing;
import loa.loudspeaker.plan.Plans;
import loa.loudspeaker.station.StationId;

/** Sending is placing: the plays of the directive go into the plan of the station. While its clip is being made, a delivery steps aside. */
final class PlaylistSender implements Sender<StationId> {
    private static final Logger LOG = LoggerFactory.getLogger(PlaylistSender.class);
    /** For a clip that is nearly there; longer would hold up what else is in the lane. */
    private static final Duration PATIENCE = Duration.ofMillis(300);
    /** An emergency is worth the wait: nothing in its lane is more urgent. */
    private static final Duration EMERGENCY_PATIENCE = Duration.ofSeconds(5);
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final SpokenBulletins bulletins;
    private final Plans plans;

    PlaylistSender(SpokenBulletins bulletins, Plans plans) {
        this.bulletins = bulletins;
        this.plans = plans;
    }

    @Override
    public String provider() {
        return "playlist";
    }

    @Override
    public Outcome send(Delivery<StationId> delivery) {
        try {
            Duration patience = delivery.directive().bulletinClass() == BulletinClass.EMERGENCY ? EMERGENCY_PATIENCE : PATIENCE;
            List<SpokenBulletin> spoken = bulletins.of(delivery.directive()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return spoken.isEmpty()
                    ? new Outcome.Refused("no-bulletin", "Chỉ đạo không có bản tin cho loa.")
                    : outcome(plans.place(delivery.address(), spoken, delivery.id().value()), delivery);
        } catch (TimeoutException e) {
            return new Outcome.Deferred("speaking", COME_BACK);
        } catch (ExecutionException e) {
            LOG.atWarn().addKeyValue("directive", delivery.directive().directive()).setCause(e).log("The clip could not be made.");
            return new Outcome.Deferred("no-clip", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred("interrupted", null);
        }
    }

    private static Outcome outcome(Placing placing, Delivery<StationId> delivery) {
        return switch (placing) {
            case Placing.Placed() -> new Outcome.Accepted(delivery.id().toString());
            case Placing.Refused(var reason) -> new Outcome.Refused(reason.code(), reason.detail());
        };
    }
}
