package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.Ids;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.Receipt;
import loa.delivery.Receipt.Meaning;
import loa.delivery.ReceiptInbox;
import loa.delivery.ledger.DeliveryState;

import static org.assertj.core.api.Assertions.assertThat;

/** Receipts in any order, and what they may move. */
class LedgerReceiptsPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatIsSettledIsNeverMovedAgain() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.REFUSED, "fake:21211");

        ledger.settle(id, DeliveryState.ACCEPTED, null);
        ledger.settle(id, DeliveryState.DEFERRED, "fake:busy");
        ledger.receive(id, "delivered", Meaning.DELIVERED, null);

        assertThat(ledger.stateOf(id)).isEqualTo("refused");
        assertThat(ledger.tally("refused")).isEqualTo(1);
        assertThat(ledger.schema.number("select sum(count)::bigint as number from tally_failure")).isEqualTo(1);
    }

    @Test
    void receiptsThatAreEarlyLateTwiceOrShuffledNeverMoveAStateBackwards() {
        List<Receipt> sent = List.of(new Receipt(new DeliveryId(Ids.next()), ledger.now, "queued", Meaning.UNDER_WAY, null, "SM1"),
                new Receipt(new DeliveryId(Ids.next()), ledger.now, "sent", Meaning.UNDER_WAY, null, "SM1"),
                new Receipt(new DeliveryId(Ids.next()), ledger.now, "delivered", Meaning.DELIVERED, null, "SM1"));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        List<DeliveryId> ids = new ArrayList<>(ledger.claim(ledger.planned(0, 60), ledger.owner));
        for (DeliveryId id : ids) {
            List<Runnable> steps = new ArrayList<>();
            for (Receipt receipt : sent) {
                steps.add(() -> ledger.receive(id, receipt.status(), receipt.meaning(), null));
                steps.add(() -> ledger.receive(id, receipt.status(), receipt.meaning(), null));
            }
            steps.add(() -> ledger.settle(id, DeliveryState.ACCEPTED, null));
            steps.sort(Comparator.comparing(step -> random.nextInt()));
            steps.forEach(Runnable::run);
        }

        assertThat(ledger.tally("accepted")).isEqualTo(60);
        assertThat(ledger.tally("delivered")).isEqualTo(60);
        assertThat(ledger.schema.number("select count(*) as number from receipt")).isEqualTo(180);
        assertThat(ledger.trace(ids.getFirst()).state()).isEqualTo("delivered");
    }

    @Test
    void anUndeliveredOneIsCountedWithItsCodeUntilItArrivesAfterAll() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.ACCEPTED, null);

        ledger.receive(id, "undelivered", Meaning.UNDELIVERED, "30003");
        assertThat(ledger.tally("undelivered")).isEqualTo(1);
        assertThat(ledger.schema.number("select count as number from tally_failure where reason = 'fake:30003' and state = 'undelivered'"))
                .isEqualTo(1);

        ledger.receive(id, "delivered", Meaning.DELIVERED, null);
        assertThat(ledger.tally("undelivered")).isZero();
        assertThat(ledger.tally("delivered")).isEqualTo(1);
        assertThat(ledger.schema.number("select count as number from tally_failure where reason = 'fake:30003'")).isZero();
    }

    @Test
    void aReceiptSettlesTheUnknown() {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, DeliveryState.UNKNOWN, "fake:timeout");

        ledger.receive(id, "queued", Meaning.UNDER_WAY, null);

        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
        assertThat(ledger.tally("unknown")).isZero();
        assertThat(ledger.trace(id).attempts()).extracting(DeliveryTrace.Attempt::outcome).containsExactly("unknown");
    }

    @Test
    void anAttemptWhoseAnswerWasLostAfterItsReceiptStandsInTheTraceToo() {
        DeliveryId id = ledger.claimOne();
        ledger.receive(id, "delivered", Meaning.DELIVERED, null);

        ledger.settle(id, DeliveryState.UNKNOWN, "fake:lost");

        DeliveryTrace trace = ledger.trace(id);
        assertThat(trace.state()).isEqualTo("delivered");
        assertThat(trace.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo("unknown");
            assertThat(attempt.at()).isEqualTo(ledger.now);
        });
    }

    @Test
    void anAnswerThatComesAfterItsReceiptStillTellsOfTheAttempt() {
        DeliveryId id = ledger.claimOne();
        ledger.receive(id, "sent", Meaning.UNDER_WAY, null);
        assertThat(ledger.trace(id).attempts()).isEmpty();

        ledger.settle(id, DeliveryState.ACCEPTED, null);

        assertThat(ledger.trace(id).attempts()).extracting(DeliveryTrace.Attempt::outcome).containsExactly("accepted");
        ledger.assertCountsAreThoseOfTheRows();
    }

    @Test
    void aReceiptThatComesTwiceIsARepetitionInTheSameBatchOrLater() {
        var receipt = new Receipt(ledger.claimOne(), ledger.now, "sent", Meaning.UNDER_WAY, null, "SM1");

        assertThat(ledger.receipts.store(List.of(receipt, receipt))).containsExactly(ReceiptInbox.Fate.STORED, ReceiptInbox.Fate.REPEATED);
        assertThat(ledger.receipts.store(List.of(receipt))).containsExactly(ReceiptInbox.Fate.REPEATED);
    }

    @Test
    void aReceiptOfNobodyIsKeptAndNotKnown() {
        var receipt = new Receipt(new DeliveryId(Ids.next()), ledger.now, "sent", Meaning.UNDER_WAY, null, null);

        assertThat(ledger.receipts.store(List.of(receipt))).containsExactly(ReceiptInbox.Fate.UNKNOWN);
        assertThat(ledger.schema.number("select count(*) as number from receipt")).isEqualTo(1);
    }
}
