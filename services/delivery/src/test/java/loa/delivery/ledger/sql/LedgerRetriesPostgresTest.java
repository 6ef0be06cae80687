package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Retries;

import static loa.delivery.ledger.sql.LedgerFixture.EAST;
import static loa.delivery.ledger.sql.LedgerFixture.LANE;
import static loa.delivery.ledger.sql.LedgerFixture.LONGEST_SEND;
import static org.assertj.core.api.Assertions.assertThat;

/** What is tried again, by whom, and until when. */
class LedgerRetriesPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatADeadInstanceWasSendingIsUnknownAndItsLateAnswerStillCounts() {
        DeliveryId id = ledger.claimOne();
        ledger.schema.change("update engine_instance set alive_until = now() - interval '1 second' where number = " + ledger.owner);

        assertThat(new SqlTakeover(ledger.schema.database(), "fake", LONGEST_SEND).buryOneDead(ledger.now)).contains(1);
        assertThat(ledger.stateOf(id)).isEqualTo("unknown");

        ledger.settle(id, DeliveryState.ACCEPTED, null);
        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void aLateAnswerToAnEarlierAttemptMovesNothingUnlessItWasAccepted() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.DEFERRED, "fake:busy");
        int other = ledger.instance();
        assertThat(new SqlRetries(ledger.schema.database()).take(LANE, List.of(), other, ledger.now.plusSeconds(60), 10)).hasSize(1);

        ledger.settle(id, DeliveryState.REFUSED, "fake:21211");
        assertThat(ledger.stateOf(id)).isEqualTo("sending");

        ledger.settle(id, DeliveryState.ACCEPTED, null);
        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void twoInstancesTakeEveryDueRetryOnce() throws Exception {
        List<DeliveryId> ids = new ArrayList<>(ledger.claim(ledger.planned(0, 500), ledger.owner));
        ledger.settlements.write(ids.stream().map(id -> ledger.settlement(id, 1, DeliveryState.DEFERRED, "fake:busy")).toList(),
                ledger.now);
        List<Integer> owners = List.of(ledger.owner, ledger.instance(), ledger.instance());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<OpenDelivery>>> taken = owners.stream().map(o -> threads.submit(() -> {
                List<OpenDelivery> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.addAll(new SqlRetries(ledger.schema.database()).take(LANE, List.of(), o, ledger.now.plusSeconds(60), 50));
                }
                return all;
            })).toList();
            List<DeliveryId> all = new ArrayList<>();
            for (Future<List<OpenDelivery>> some : taken) {
                all.addAll(some.get().stream().map(OpenDelivery::id).toList());
            }
            assertThat(all).doesNotHaveDuplicates().hasSize(500);
        }
    }

    @Test
    void aHaltedRetryWaitsAndOneThatWasPutBackComesAgain() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.DEFERRED, "fake:busy");
        Retries retries = new SqlRetries(ledger.schema.database());
        assertThat(retries.take(LANE, List.of(EAST), ledger.owner, ledger.now.plusSeconds(60), 10)).isEmpty();
        retries.take(LANE, List.of(), ledger.owner, ledger.now.plusSeconds(60), 10);

        new SqlReleases(ledger.schema.database()).putBackStray(LANE, List.of(), ledger.owner, ledger.now);

        assertThat(retries.take(LANE, List.of(), ledger.owner, ledger.now.plusSeconds(60), 10)).singleElement()
                .satisfies(open -> assertThat(open.attempt()).isEqualTo(2));
    }

    @Test
    @Timeout(20)
    void aLookForRetriesLocksAndWritesNothingWhileNothingIsDue() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.UNKNOWN, "fake:timeout");
        ledger.schema.database().change(session -> {
            session.sql("select 1 from engine_instance for update").exists();
            assertThat(new SqlRetries(ledger.schema.database()).take(LANE, List.of(), ledger.owner, ledger.now.plusSeconds(60), 10))
                    .isEmpty();
        });
    }

    @Test
    void deferredOnesEndWithTheirDirective() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.DEFERRED, "fake:busy");
        Endings endings = new SqlEndings(ledger.schema.database());

        assertThat(endings.expire(Instant.EPOCH, ledger.now, 10)).isZero();
        assertThat(endings.expire(Instant.EPOCH, ledger.now.plus(Duration.ofHours(2)), 10)).isEqualTo(1);

        assertThat(ledger.stateOf(id)).isEqualTo("expired");
    }
}
