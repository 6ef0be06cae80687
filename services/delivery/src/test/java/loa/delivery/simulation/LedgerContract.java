package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox.Fate;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Inquiries.Finding;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.ledger.Settlement;
import loa.delivery.work.WorkRecord;

import static org.assertj.core.api.Assertions.assertThat;

/** What every implementation of the ledger's interfaces keeps. */
abstract class LedgerContract {
    static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    static final Duration LONGEST_SEND = Duration.ofSeconds(30);
    static final BulletinClass LANE = BulletinClass.PRIORITY;

    private final IssuedDirective directive = Worlds.directive(Worlds.directive(1), 1, LANE, NOW, NOW.plusSeconds(3600));
    private final Revision revision = Revision.of(directive);
    private LedgerUnderTest ledger;
    private int owner;

    abstract LedgerUnderTest open();

    @BeforeEach
    void openLedger() {
        ledger = open();
        ledger.take(directive);
        owner = ledger.instance();
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void aRecipientIsClaimedOnceWhoeverAsksAgain() {
        WorkRecord record = plan(0, 3);

        assertThat(claim(request(record, 1), owner)).hasSize(3);
        assertThat(claim(request(record, 2), ledger.instance())).isEmpty();

        assertThat(ledger.counts(revision)).containsEntry("audience", 3L).containsEntry("sending", 3L).hasSize(2);
    }

    @Test
    void aClaimWhoseAnswerWasLostFindsItsOwnRows() {
        WorkRecord record = plan(0, 2);
        Claims.Request lost = request(record, 1);
        Set<DeliveryId> first = claim(lost, owner);

        assertThat(claim(new Claims.Request(record, LANE, lost.entries(), Set.of(), first), owner)).isEqualTo(first);
    }

    @Test
    void aClaimWhoseAnswerWasLostDoesNotFindWhatIsBeingSentAgain() {
        DeliveryId id = sentAgain(true);
        Claims.Request again = request(work(), 2);

        assertThat(claim(new Claims.Request(again.record(), LANE, again.entries(), Set.of(), Set.of(id)), owner)).isEmpty();
    }

    @Test
    void nobodyClaimsForOneWhoIsBuried() {
        WorkRecord record = plan(0, 1);
        ledger.takeover().buryOneself(owner, NOW);

        assertThat(ledger.ledger().claims().claim(request(record, 1), owner, NOW)).isInstanceOf(Claims.Result.OwnerDead.class);
        assertThat(ledger.rows(revision)).isEmpty();
    }

    @Test
    void whatIsWithdrawnIsNotClaimedToBeSent() {
        WorkRecord record = plan(0, 1);
        ledger.withdraw(revision, NOW);

        assertThat(ledger.ledger().claims().claim(request(record, 1), owner, NOW)).isInstanceOf(Claims.Result.Withdrawn.class);
    }

    @Test
    void aRecipientInTwoRecordsCountsOnce() {
        WorkRecord record = plan(0, 2);
        WorkRecord other = plan(1, 2);

        claim(request(record, 1), owner);
        assertThat(claim(request(other, 2), owner)).isEmpty();

        assertThat(ledger.counts(revision)).containsEntry("audience", 2L).containsEntry("sending", 2L);
    }

    @Test
    void onlyTheOwnerEndsWhatHeSends() {
        DeliveryId id = claimOne();

        settle(id, 1, ledger.instance(), DeliveryState.ACCEPTED);

        assertThat(row().state()).isEqualTo("sending");
    }

    @Test
    void whatIsSettledStaysAsItIs() {
        DeliveryId id = claimOne();
        settle(id, 1, owner, DeliveryState.REFUSED);

        settle(id, 1, owner, DeliveryState.ACCEPTED);
        ledger.ledger().releases().putBack(List.of(id), owner, NOW);
        ledger.takeover().buryOneself(owner, NOW);

        assertThat(row().state()).isEqualTo("refused");
    }

    @Test
    void whatADeadOwnerWasSendingIsUnknownAndAskedAboutWhenItsLongestSendIsOver() {
        claimOne();
        ledger.lapse(owner);

        assertThat(ledger.takeover().buryOneDead(NOW)).contains(1);

        assertThat(row().state()).isEqualTo("unknown");
        assertThat(row().askAt()).isEqualTo(NOW.minusSeconds(1).plus(LONGEST_SEND));
        assertThat(ledger.takeover().buryOneDead(NOW)).isEmpty();
    }

    @Test
    void aLateAnswerToItsOwnAttemptSettlesTheUnknown() {
        DeliveryId id = claimOne();
        ledger.takeover().buryOneself(owner, NOW);

        settle(id, 1, owner, DeliveryState.GONE);

        assertThat(row().state()).isEqualTo("gone");
    }

    @Test
    void anEarlierAttemptThatWasAcceptedAfterAllEndsTheOneThatIsTakenUpAgain() {
        DeliveryId id = sentAgain(true);

        settle(id, 1, 99, DeliveryState.ACCEPTED);

        assertThat(row().state()).isEqualTo("accepted");
        assertThat(ledger.ledger().retries().isStillOurs(id, 2, owner)).isFalse();
    }

    @Test
    void aReceiptEndsWhatIsTakenUpAgainAndNothingMovesItBack() {
        DeliveryId id = sentAgain(true);
        receive(id, "delivered", Receipt.Meaning.DELIVERED);

        settle(id, 2, owner, DeliveryState.REFUSED);
        assertThat(receive(id, "sent", Receipt.Meaning.UNDER_WAY)).containsExactly(Fate.STORED);
        assertThat(receive(id, "sent", Receipt.Meaning.UNDER_WAY)).containsExactly(Fate.REPEATED);

        assertThat(row().state()).isEqualTo("accepted");
        assertThat(row().receipt()).isEqualTo(ReceiptState.DELIVERED);
        assertThat(ledger.counts(revision)).containsEntry("delivered", 1L);
    }

    @Test
    void aReceiptFasterThanTheAnswerLeavesRoomForTheReference() {
        DeliveryId id = claimOne();
        receive(id, "sent", Receipt.Meaning.UNDER_WAY);

        settle(id, 1, owner, DeliveryState.ACCEPTED);

        assertThat(row().reference()).isEqualTo("SM1");
        assertThat(row().receipt()).isEqualTo(ReceiptState.UNDER_WAY);
    }

    @Test
    void whatMayHaveBeenSentEndsUnknownAndNotAsIfItNeverWas() {
        DeliveryId id = sentAgain(true);

        ledger.ledger().settlements().write(List.of(Settlement.unsent(id, 2, owner, DeliveryState.EXPIRED, null)), NOW);

        assertThat(row().state()).isEqualTo("unknown");
        assertThat(row().askAt()).isNull();
    }

    @Test
    void whatTheProviderDoesNotHaveEndsAsUnsent() {
        DeliveryId id = sentAgain(false);

        ledger.ledger().settlements().write(List.of(Settlement.unsent(id, 2, owner, DeliveryState.EXPIRED, null)), NOW);

        assertThat(row().state()).isEqualTo("expired");
    }

    @Test
    void aFirstAttemptThatIsPutBackIsPlannedAgainALaterOneWaits() {
        DeliveryId id = sentAgain(true);
        ledger.ledger().releases().putBack(List.of(id), owner, NOW);

        assertThat(row().state()).isEqualTo("deferred");
        assertThat(row().attempts()).isEqualTo(1);
        assertThat(row().maybeSent()).isTrue();

        WorkRecord record = ledger.plan(revision, LANE, 1, List.of(new Recipient(Worlds.recipient(7), Worlds.WEST)));
        ledger.ledger().releases().putBack(claim(request(record, 3), owner), owner, NOW);

        assertThat(ledger.counts(revision)).containsEntry("audience", 2L).containsEntry("deferred", 1L).hasSize(2);
        assertThat(claim(request(record, 4), owner)).hasSize(1);
    }

    private DeliveryId sentAgain(boolean maybeSent) {
        DeliveryId id = claimOne();
        settle(id, 1, owner, DeliveryState.UNKNOWN);
        OpenDelivery asked = ledger.ledger().inquiries().take(LANE, NOW.plusSeconds(60), LONGEST_SEND, 10).getFirst();
        ledger.ledger().inquiries().write(asked, new Finding.SendAgain(NOW, maybeSent), NOW);
        assertThat(ledger.ledger().retries().take(LANE, List.of(), owner, NOW, 10)).hasSize(1);
        return id;
    }

    private LedgerUnderTest.Entry row() {
        return Objects.requireNonNull(ledger.rows(revision).get(Worlds.recipient(0)));
    }

    private DeliveryId claimOne() {
        return claim(request(plan(0, 1), 1), owner).iterator().next();
    }

    /** The record of {@link #claimOne}. */
    private WorkRecord work() {
        return new WorkRecord(revision, 0, Worlds.runs(List.of(new Recipient(Worlds.recipient(0), Worlds.EAST))));
    }

    private WorkRecord plan(int seq, int recipients) {
        return ledger.plan(revision, LANE, seq,
                IntStream.range(0, recipients).mapToObj(i -> new Recipient(Worlds.recipient(i), Worlds.EAST)).toList());
    }

    private static Claims.Request request(WorkRecord record, int tryNumber) {
        Map<RecipientId, DeliveryId> ids = record.ids(tryNumber);
        List<Claims.Entry> entries = record.recipients().stream()
                .map(r -> new Claims.Entry(Objects.requireNonNull(ids.get(r.id())), r.id(), r.area(), DeliveryState.SENDING, null))
                .toList();
        return new Claims.Request(record, LANE, entries, Set.of(), Set.of());
    }

    private Set<DeliveryId> claim(Claims.Request request, int by) {
        return ((Claims.Result.Claimed) ledger.ledger().claims().claim(request, by, NOW)).ids();
    }

    private void settle(DeliveryId id, int attempt, int by, DeliveryState state) {
        @Nullable
        String reference = state == DeliveryState.ACCEPTED ? "SM1" : null;
        ledger.ledger().settlements().write(List.of(new Settlement(id, attempt, by, state, null, null, reference,
                reference == null ? null : 1L, NOW, 5, state.isSettled() ? null : Duration.ZERO)), NOW);
    }

    private List<Fate> receive(DeliveryId id, String status, Receipt.Meaning meaning) {
        return ledger.receipts().store(List.of(new Receipt(id, NOW, status, meaning, null, null)));
    }
}
