package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import loa.contract.BulletinClass;
import loa.delivery.ledger.Standing;

/**
 * No lane starves: as long as permits are given out, a lane of which anything is due gets one within a bounded time. Counted is only time
 * in which permits go to others, wherever, so that outages do not count.
 */
final class Turns {
    /**
     * A session that has to run out, a burial, the longest send, which may hold all slots that a lower lane may have, twenty permits at the
     * slowest rate, and, where a record was lost, the doorbell's patience and its look at the offsets.
     */
    private static final Duration LONGEST = Duration.ofSeconds(45);
    private static final long AT_ONCE = Duration.ofSeconds(1).toNanos();
    private static final Duration A_ROUND_OF_THE_RETRIER = Duration.ofSeconds(2);

    private final Map<BulletinClass, Long> waited = new EnumMap<>(BulletinClass.class);
    private final World world;
    private long last;
    long longest;

    Turns(World world) {
        this.world = world;
    }

    /** A permit was given to this lane. */
    void granted(BulletinClass lane) {
        long passed = Math.min(world.time.now() - last, AT_ONCE);
        last = world.time.now();
        for (BulletinClass other : BulletinClass.values()) {
            if (other == lane || passed > 0 && !isDue(other)) {
                waited.put(other, 0L);
            } else if (passed > 0) {
                wait(other, waited.merge(other, passed, Long::sum));
            }
        }
    }

    private void wait(BulletinClass lane, long time) {
        longest = Math.max(longest, time);
        if (time > LONGEST.toNanos()) {
            throw new Violation("%s got no permit while others got theirs for %s".formatted(lane.code(), Duration.ofNanos(time)));
        }
    }

    private boolean isDue(BulletinClass lane) {
        return world.schema.rows.values().stream().anyMatch(row -> row.lane == lane && isDue(row))
                || world.schema.work.values().stream().anyMatch(work -> work.lane == lane && isDue(work));
    }

    private boolean isDue(ModelRow row) {
        return switch (row.standing()) {
            case Standing.Sending s -> !world.watch.wasMade(row.id, s.attempts()) && isAlive(s.owner()) && isToBeSent(row);
            case Standing.Deferred d ->
                java.util.Objects.requireNonNull(d.retryAt()).isBefore(world.trueNow().minus(A_ROUND_OF_THE_RETRIER)) && isToBeSent(row);
            case Standing.Planned _,Standing.Unknown _,Standing.Settled _ -> false;
        };
    }

    private boolean isToBeSent(ModelRow row) {
        return isToBeSent(world.schema.directive(row.revision)) && !world.watch.isHalted(row.area);
    }

    private boolean isDue(ModelWork work) {
        return work.state == ModelWork.State.OPEN && isToBeSent(world.schema.directive(work.record.revision()))
                && work.record.recipients().stream().noneMatch(recipient -> world.watch.isHalted(recipient.area()));
    }

    private boolean isToBeSent(ModelDirective directive) {
        return directive.expires().isAfter(world.trueNow()) && !world.schema.isWithdrawn(loa.delivery.Revision.of(directive.content));
    }

    private boolean isAlive(int owner) {
        ModelSchema.Instance instance = world.schema.instances.get(owner);
        Instant now = world.trueNow();
        return instance != null && instance.aliveUntil().isAfter(now);
    }
}
