package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.Receipt.Meaning;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;
import loa.delivery.work.WorkRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances, their receipts and a burial at the same deliveries in the same moment: whoever comes later waits, and no two ever wait for
 * each other. PostgreSQL would break one of them up after a second, in which neither gets on.
 */
class CrosswisePostgresTest {
    private static final int ROUNDS = 25;
    private static final int RECORDS = 4;
    private static final int SIZE = 60;
    private static final long SEED = 20261123;

    private final LedgerFixture ledger = new LedgerFixture();
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nobodyWaitsForEachOther() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int round = 0; round < ROUNDS; round++) {
                int mortal = ledger.instance();
                List<DeliveryId> living = claimed(round * 2, ledger.owner);
                List<DeliveryId> orphans = claimed(round * 2 + 1, mortal);
                List<DeliveryId> all = new ArrayList<>(living);
                all.addAll(orphans);
                List<Settlement> some = answers(living);
                List<Settlement> more = answers(all);
                List<Receipt> receipts = receipts(all);
                List<Receipt> again = receipts(all);
                together(threads, List.of(
                        () -> ledger.settlements.write(some, ledger.now),
                        () -> ledger.settlements.write(more, ledger.now),
                        () -> ledger.receipts.store(receipts),
                        () -> ledger.receipts.store(again),
                        () -> ledger.takeover.buryOneself(mortal, ledger.now)));
            }
        }

        assertThat(ledger.schema.database().repeated()).as("transactions that PostgreSQL broke up, seed %d", SEED).isZero();
        assertThat(ledger.tally("sending")).as("whose answer was written by another than its owner")
                .isLessThan((long) ROUNDS * RECORDS * SIZE);
    }

    /** What is put back parks its record; who claims the same record meanwhile holds it, and waits for the rows. */
    @Test
    void whoPutsBackAndWhoClaimsDoNotWaitForEachOther() throws Exception {
        int other = ledger.instance();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int round = 0; round < ROUNDS; round++) {
                WorkRecord record = ledger.planned(round, SIZE);
                Set<DeliveryId> ours = ledger.claim(record);
                together(threads, List.of(
                        () -> ledger.releases.putBack(ours, ledger.owner, ledger.now),
                        () -> {
                            ledger.schema.change("update work_record set state = 'open' where seq = " + record.seq());
                            ledger.claims.claim(LedgerFixture.request(record, Set.of()), other, ledger.now);
                        }));
            }
        }

        assertThat(ledger.schema.database().repeated()).isZero();
    }

    private List<DeliveryId> claimed(int group, int by) {
        List<DeliveryId> ids = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            ids.addAll(ledger.claim(ledger.planned(group * RECORDS + i, SIZE), by));
        }
        return ids;
    }

    /** Of most that they were accepted, of some that they wait or that nobody knows. */
    private List<Settlement> answers(List<DeliveryId> ids) {
        return shuffled(ids).stream().map(id -> switch (random.nextInt(10)) {
            case 0 -> ledger.settlement(id, 1, DeliveryState.UNKNOWN, "fake:timeout");
            case 1 -> ledger.settlement(id, 1, DeliveryState.DEFERRED, "fake:busy");
            case 2 -> ledger.settlement(id, 1, DeliveryState.REFUSED, "fake:21211");
            default -> ledger.settlement(id, 1, DeliveryState.ACCEPTED, null);
        }).toList();
    }

    private List<Receipt> receipts(List<DeliveryId> ids) {
        return shuffled(ids).stream().map(id -> random.nextBoolean()
                ? new Receipt(id, ledger.now, "delivered", Meaning.DELIVERED, null, "SM1")
                : new Receipt(id, ledger.now, "sent", Meaning.UNDER_WAY, null, "SM1")).toList();
    }

    private List<DeliveryId> shuffled(List<DeliveryId> ids) {
        List<DeliveryId> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void together(ExecutorService threads, List<Runnable> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                task.run();
                return null;
            }));
        }
        for (Future<?> task : running) {
            task.get(60, TimeUnit.SECONDS);
        }
    }
}
