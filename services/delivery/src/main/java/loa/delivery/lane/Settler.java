package loa.delivery.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;

/**
 * Collects endings and writes them in batches: a thousand at most, twenty milliseconds after the first at the latest. What could not be
 * written stays in hand and is written again; writing it twice changes nothing. Bounded by what lanes may have in hand.
 */
final class Settler {
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final List<Ended> inHand = new ArrayList<>();
    private final Settlements settlements;
    private final Releases releases;
    private final InstantSource clock;
    private final LaneMeters meters;

    private record Ended(BulletinClass lane, Ending ending, Runnable done) {}

    Settler(Settlements settlements, Releases releases, InstantSource clock, LaneMeters meters) {
        this.settlements = settlements;
        this.releases = releases;
        this.clock = clock;
        this.meters = meters;
    }

    void add(Job<?> job, Ending ending) {
        end(job.lane(), ending, job.done());
    }

    void end(BulletinClass lane, Ending ending, Runnable done) {
        queue.add(new Ended(lane, ending, done));
    }

    boolean isIdle() {
        return queue.isEmpty() && inHand.isEmpty();
    }

    /** Writes one batch; waits a moment for the first. */
    boolean step() throws InterruptedException {
        collect();
        if (!inHand.isEmpty()) {
            long begun = System.nanoTime();
            write();
            meters.wrote(Duration.ofNanos(System.nanoTime() - begun));
            inHand.forEach(ended -> ended.done().run());
            inHand.clear();
        }
        return true;
    }

    private void collect() throws InterruptedException {
        if (inHand.isEmpty()) {
            Ended first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            inHand.add(first);
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        queue.drainTo(inHand, BATCH - inHand.size());
        while (inHand.size() < BATCH) {
            Ended next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            inHand.add(next);
            queue.drainTo(inHand, BATCH - inHand.size());
        }
    }

    private void write() {
        Map<DeliveryId, Settlement> settled = new HashMap<>();
        Map<Integer, List<DeliveryId>> putBack = new HashMap<>();
        for (Ended ended : inHand) {
            switch (ended.ending()) {
                case Ending.Settle s -> settled.put(s.settlement().id(), s.settlement());
                case Ending.PutBack p -> putBack.computeIfAbsent(p.owner(), o -> new ArrayList<>()).add(p.delivery());
                case Ending.Drop _ -> {
                }
            }
        }
        if (!settled.isEmpty()) {
            settlements.write(settled.values(), clock.instant());
        }
        putBack.forEach((owner, ids) -> releases.putBack(ids, owner, clock.instant()));
        inHand.forEach(ended -> {
            if (ended.ending() instanceof Ending.Settle s) {
                meters.settled(ended.lane(), s.settlement().state());
            }
        });
    }
}
