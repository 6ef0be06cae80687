package loa.delivery.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Ledger;
import loa.delivery.ledger.Settlement;
import loa.delivery.postgres.DatabaseException;

/**
 * Collects endings and writes them in batches: a thousand at most, twenty milliseconds after the first at the latest. What could not be
 * written stays in hand and is written again; writing it twice changes nothing. One that the database refuses for what it says is found
 * by halves and written without its texts. Bounded by what lanes may have in hand.
 */
final class Settler {
    static final String UNWRITABLE = "loa:unwritable";

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final List<Ended> inHand = new ArrayList<>();
    private final Ledger ledger;
    private final Slots slots;
    private final LaneMeters meters;
    private final Workload workload = new Workload();

    /**
     * @param held whether a slot is held for it
     */
    private record Ended(Kind kind, Ending ending, Runnable done, boolean held) {}

    Settler(Ledger ledger, Slots slots, LaneMeters meters) {
        this.ledger = ledger;
        this.slots = slots;
        this.meters = meters;
    }

    /** So many jobs will come here, each once. */
    void expect(int jobs) {
        workload.more(jobs);
    }

    /** Of a job that was sent, or could have been: gives its slot back when the ledger knows. */
    void sent(Job<?> job, Ending ending) {
        queue.add(new Ended(job.kind(), ending, job.done(), true));
    }

    /** Of a job that was expected and got no slot. */
    void unsent(Job<?> job, Ending ending) {
        queue.add(new Ended(job.kind(), ending, job.done(), false));
    }

    /** Of a delivery that no dispatcher has seen. */
    void end(Kind kind, Ending ending, Runnable done) {
        workload.more(1);
        queue.add(new Ended(kind, ending, done, false));
    }

    /** Whether everything that was expected is written within this time. */
    boolean awaitNone(Duration patience) throws InterruptedException {
        return workload.awaitNone(patience);
    }

    /** Writes one batch; waits a moment for the first, and a shorter one for more. */
    boolean step() throws InterruptedException {
        collect();
        boolean unused = move();
        return true;
    }

    /** Writes what is there, a batch at most; waits for nothing but the ledger. Returns whether there was anything. */
    boolean move() {
        queue.drainTo(inHand, BATCH - inHand.size());
        if (inHand.isEmpty()) {
            return false;
        }
        long begun = System.nanoTime();
        write(inHand);
        meters.wrote(Duration.ofNanos(System.nanoTime() - begun));
        letGo();
        return true;
    }

    private void letGo() {
        Map<BulletinClass, Integer> freed = new EnumMap<>(BulletinClass.class);
        for (Ended ended : inHand) {
            ended.done().run();
            if (ended.held()) {
                freed.merge(ended.kind().lane(), 1, Integer::sum);
            }
        }
        if (!freed.isEmpty()) {
            slots.free(freed);
        }
        workload.less(inHand.size());
        inHand.clear();
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

    private void write(List<Ended> endings) {
        try {
            writeAll(endings);
        } catch (DatabaseException e) {
            if (!DatabaseException.isOfData(e)) {
                throw e;
            }
            if (endings.size() == 1) {
                writeWithoutTexts(endings.getFirst(), e);
                return;
            }
            int middle = endings.size() / 2;
            write(endings.subList(0, middle));
            write(endings.subList(middle, endings.size()));
        }
    }

    private void writeWithoutTexts(Ended culprit, DatabaseException refused) {
        LOG.atError().setCause(refused).log("The ledger refuses what became of a delivery; its texts are left out");
        if (!(culprit.ending() instanceof Ending.Settle(Settlement s))) {
            return;
        }
        var bare = new Settlement(s.id(), s.attempt(), s.owner(), DeliveryState.UNKNOWN, UNWRITABLE, null, null, null,
                ledger.clock().instant(), 0, Duration.ZERO);
        try {
            writeAll(List.of(new Ended(culprit.kind(), new Ending.Settle(bare), culprit.done(), culprit.held())));
        } catch (DatabaseException e) {
            if (!DatabaseException.isOfData(e)) {
                throw e;
            }
            // the others go on; this one stays as it is until its owner dies
            LOG.atError().addKeyValue("delivery", s.id()).setCause(e).log("The ledger refuses a delivery whatever is said of it");
        }
    }

    private void writeAll(List<Ended> endings) {
        List<Map<DeliveryId, Settlement>> rounds = new ArrayList<>();
        Map<Integer, List<DeliveryId>> putBack = new HashMap<>();
        for (Ended ended : endings) {
            switch (ended.ending()) {
                case Ending.Settle s -> addOnce(s.settlement(), rounds);
                case Ending.PutBack p -> putBack.computeIfAbsent(p.owner(), o -> new ArrayList<>()).add(p.delivery());
                case Ending.Drop _ -> {
                }
            }
        }
        rounds.forEach(round -> ledger.settlements().write(round.values(), ledger.clock().instant()));
        putBack.forEach((owner, ids) -> ledger.releases().putBack(ids, owner, ledger.clock().instant()));
        endings.forEach(ended -> {
            if (ended.ending() instanceof Ending.Settle s) {
                meters.settled(ended.kind(), s.settlement().state());
            }
        });
    }

    /**
     * Into the first round in which its delivery does not stand yet: the late answer to an attempt of which nobody knew any more may come
     * together with the answer to the next one, and one statement moves a row once.
     */
    private static void addOnce(Settlement settlement, List<Map<DeliveryId, Settlement>> rounds) {
        for (Map<DeliveryId, Settlement> round : rounds) {
            if (round.putIfAbsent(settlement.id(), settlement) == null) {
                return;
            }
        }
        Map<DeliveryId, Settlement> further = new HashMap<>();
        further.put(settlement.id(), settlement);
        rounds.add(further);
    }
}
