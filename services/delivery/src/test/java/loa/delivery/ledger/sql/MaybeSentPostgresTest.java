package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Inquiries;
import loa.delivery.ledger.Inquiries.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** What may have been sent does not end as if it never was. */
class MaybeSentPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();
    private Endings endings;

    @BeforeEach
    void open() {
        endings = new SqlEndings(ledger.schema.database());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void endsUnknownWhenItsDirectiveExpires() {
        DeliveryId id = sentAgainAfterNobodyKnew(true);
        deferAgain(id);

        assertThat(endings.expire(Instant.EPOCH, ledger.now.plus(Duration.ofHours(2)), 10)).isEqualTo(1);

        assertThat(ledger.stateOf(id)).isEqualTo("unknown");
        assertThat(ledger.number("select count(*) as number from delivery where ask_at is not null or settled_at is not null")).isZero();
    }

    @Test
    void endsUnknownWhenItsDirectiveIsWithdrawn() {
        DeliveryId id = sentAgainAfterNobodyKnew(true);
        deferAgain(id);
        withdraw();

        assertThat(endings.cancel(Instant.EPOCH, ledger.now, 10)).isEqualTo(1);

        assertThat(ledger.stateOf(id)).isEqualTo("unknown");
    }

    @Test
    void endsUnknownWhenTheNextAttemptIsNotMadeAnyMore() {
        DeliveryId id = sentAgainAfterNobodyKnew(true);
        assertThat(ledger.takeRetry().attempt()).isEqualTo(2);

        ledger.endUnsent(id, 2, DeliveryState.EXPIRED);

        assertThat(ledger.stateOf(id)).isEqualTo("unknown");
    }

    @Test
    void expiresWhenTheProviderHasSaidThatItDoesNotHaveIt() {
        DeliveryId id = sentAgainAfterNobodyKnew(false);
        deferAgain(id);

        endings.expire(Instant.EPOCH, ledger.now.plus(Duration.ofHours(2)), 10);

        assertThat(ledger.stateOf(id)).isEqualTo("expired");
    }

    @Test
    void aLateAcceptedOfAnEarlierAttemptSettlesWhatWaitsForTheNext() {
        DeliveryId id = sentAgainAfterNobodyKnew(true);

        ledger.settle(id, 1, DeliveryState.ACCEPTED, null);

        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void aLateAcceptedSettlesAlsoAfterALaterAttemptWasDeferred() {
        DeliveryId id = sentAgainAfterNobodyKnew(true);
        deferAgain(id);

        ledger.settle(id, 1, DeliveryState.ACCEPTED, null);

        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void nobodyIsAskedBeforeTheLongestSendOfADeadInstanceCouldHaveEnded() {
        DeliveryId id = ledger.claimOne();
        ledger.schema.change("update engine_instance set alive_until = clock_timestamp() - interval '1 second'");

        assertThat(ledger.takeover.buryOneDead(ledger.now)).contains(1);

        Inquiries inquiries = new SqlInquiries(ledger.schema.database());
        Instant over = ledger.now.plus(LedgerFixture.LONGEST_SEND);
        assertThat(inquiries.take(LedgerFixture.LANE, over.minusSeconds(5), Duration.ofMinutes(1), 10)).isEmpty();
        assertThat(inquiries.take(LedgerFixture.LANE, over.plusSeconds(5), Duration.ofMinutes(1), 10)).hasSize(1);
        assertThat(ledger.stateOf(id)).isEqualTo("unknown");
    }

    private DeliveryId sentAgainAfterNobodyKnew(boolean maybeSent) {
        DeliveryId id = ledger.claimOne();
        ledger.settle(id, 1, DeliveryState.UNKNOWN, "fake:timeout");
        ledger.find(id, new Finding.SendAgain(ledger.now, maybeSent));
        assertThat(ledger.stateOf(id)).isEqualTo("deferred");
        return id;
    }

    private void deferAgain(DeliveryId id) {
        assertThat(ledger.takeRetry().attempt()).isEqualTo(2);
        ledger.settle(id, 2, DeliveryState.DEFERRED, "fake:busy");
    }

    private void withdraw() {
        ledger.schema.change("insert into withdrawal (directive, revision, cause, reason, acknowledged_at) values ('"
                + ledger.revision.directive() + "', 1, 'cancelled', 'test', now())");
    }
}
