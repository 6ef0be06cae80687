package loa.delivery.ledger.sql;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is tried for weeks does not fill the ledger. */
class KeptAttemptsPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void ofManyAttemptsTheFirstAndTheLastTenAreKept() {
        DeliveryId id = deferredTimes(30);

        assertThat(reasons(id)).isEqualTo(Stream.concat(Stream.of(1), IntStream.rangeClosed(21, 30).boxed()).map(n -> "fake:busy-" + n)
                .toList());
    }

    @Test
    void upToElevenAttemptsAreAllKept() {
        DeliveryId id = deferredTimes(11);

        assertThat(reasons(id)).isEqualTo(IntStream.rangeClosed(1, 11).mapToObj(n -> "fake:busy-" + n).toList());
    }

    @Test
    void oneThatWasTriedAsOftenAsCanBeCountedHoldsUpNobodyElse() {
        List<DeliveryId> ids = List.copyOf(ledger.claim(ledger.planned(0, 2)));
        ids.forEach(id -> ledger.settle(id, 1, DeliveryState.DEFERRED, "fake:busy"));
        ledger.schema.change("update delivery set attempts = 32767 where id = '" + ids.getFirst().value() + "'");

        assertThat(ledger.takeRetry().id()).isEqualTo(ids.getLast());
        assertThat(ledger.stateOf(ids.getFirst())).isEqualTo("deferred");
    }

    private DeliveryId deferredTimes(int times) {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, 1, DeliveryState.DEFERRED, "fake:busy-1");
        for (int number = 2; number <= times; number++) {
            assertThat(ledger.takeRetry().attempt()).isEqualTo(number);
            ledger.settle(id, number, DeliveryState.DEFERRED, "fake:busy-" + number);
        }
        return id;
    }

    private List<String> reasons(DeliveryId id) {
        var reader = new LedgerReader(ledger.schema.database(), () -> "fake");
        return reader.inState(ledger.revision.directive(), "deferred", null, 500).stream().filter(trace -> trace.delivery().equals(id))
                .flatMap(trace -> trace.attempts().stream()).map(attempt -> String.valueOf(attempt.code())).toList();
    }
}
