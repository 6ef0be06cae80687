package loa.delivery.ledger.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Ids;
import loa.delivery.Decisions;
import loa.delivery.Decisions.Decision;
import loa.delivery.Decisions.Fault;
import loa.delivery.Decisions.Result;
import loa.delivery.Decisions.Verdict;
import loa.delivery.Decisions.Why;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person decides about unknown deliveries. */
class DecisionsPostgresTest {
    private static final Predicate<AreaCode> EVERYWHERE = _ -> true;

    private final LedgerFixture ledger = new LedgerFixture();
    private final Decisions decisions = new SqlDecisions(ledger.schema.database(), Clock.fixed(ledger.now, ZoneOffset.UTC));

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Decision that(Verdict verdict, String reason) {
        return new Decision(verdict, reason, "p1", "approver");
    }

    private List<DeliveryId> unknown(int number) {
        List<DeliveryId> ids = List.copyOf(ledger.claim(ledger.plan(0, LedgerFixture.ids(number), List.of())));
        ids.forEach(id -> ledger.settle(id, 1, DeliveryState.UNKNOWN, "timeout"));
        return ids;
    }

    @Test
    void whatWasAcceptedIsSettledAndSaysWhoSaidSo() {
        List<DeliveryId> ids = unknown(2);
        Decision decision = that(Verdict.ACCEPTED, "Theo danh sách của nhà mạng");
        assertThat(decisions.settle(ids, decision, EVERYWHERE)).isEqualTo(new Result.Done(2, 0));
        assertThat(ids).extracting(ledger::stateOf).containsOnly("accepted");
        assertThat(ledger.tally("accepted")).isEqualTo(2);
        assertThat(decisions.settle(ids, decision, EVERYWHERE)).as("the same again").isEqualTo(new Result.Done(0, 2));
        assertThat(ledger.number("select count(*) as number from decision where holder = 'p1' and reason like 'Theo%'")).isEqualTo(2);
        assertThat(decisions.settle(ids, that(Verdict.SEND_AGAIN, "Gửi lại"), EVERYWHERE))
                .isEqualTo(
                        new Result.Refused(List.of(new Fault(0, ids.get(0), Why.NOT_UNKNOWN), new Fault(1, ids.get(1), Why.NOT_UNKNOWN))));
    }

    @Test
    void whatIsSentAgainIsDueNowAndMayBeDecidedOnceMoreWhenItIsUnknownAgain() {
        DeliveryId id = unknown(1).getFirst();
        Decision decision = that(Verdict.SEND_AGAIN, "Chưa tới");
        assertThat(decisions.settle(List.of(id), decision, EVERYWHERE)).isEqualTo(new Result.Done(1, 0));
        assertThat(ledger.stateOf(id)).isEqualTo("deferred");
        assertThat(decisions.settle(List.of(id), decision, EVERYWHERE)).isEqualTo(new Result.Done(0, 1));
        assertThat(ledger.takeRetry().attempt()).isEqualTo(2);
        ledger.settle(id, 2, DeliveryState.UNKNOWN, "timeout");
        assertThat(decisions.settle(List.of(id), decision, EVERYWHERE)).as("another attempt").isEqualTo(new Result.Done(1, 0));
        assertThat(ledger.tally("deferred")).isEqualTo(1);
    }

    @Test
    void whatWasToBeSentAgainAndNeverWasMayBeSaidToHaveArrived() {
        DeliveryId id = unknown(1).getFirst();
        assertThat(decisions.settle(List.of(id), that(Verdict.SEND_AGAIN, "Chưa tới"), EVERYWHERE)).isEqualTo(new Result.Done(1, 0));
        new SqlEndings(ledger.schema.database()).expire(Instant.EPOCH, ledger.now.plus(Duration.ofHours(2)), 10);
        assertThat(ledger.stateOf(id)).isEqualTo("unknown");

        assertThat(decisions.settle(List.of(id), that(Verdict.ACCEPTED, "Người dân đã nhận"), EVERYWHERE)).isEqualTo(new Result.Done(1, 0));

        assertThat(ledger.stateOf(id)).isEqualTo("accepted");
        assertThat(ledger.number("select count(*) as number from decision")).isEqualTo(2);
    }

    @Test
    void allFaultsAreToldAtOnceAndNothingMoves() {
        DeliveryId unknown = unknown(1).getFirst();
        DeliveryId accepted = ledger.claim(ledger.plan(1, LedgerFixture.ids(1), List.of())).iterator().next();
        ledger.settle(accepted, 1, DeliveryState.ACCEPTED, null);
        DeliveryId elsewhere = ledger.claim(ledger.plan(2, List.of(), LedgerFixture.ids(1))).iterator().next();
        ledger.settle(elsewhere, 1, DeliveryState.UNKNOWN, "timeout");
        DeliveryId none = new DeliveryId(Ids.next());
        Result refused = decisions.settle(List.of(unknown, accepted, none, elsewhere), that(Verdict.ACCEPTED, "x"),
                LedgerFixture.EAST::equals);
        assertThat(refused).isEqualTo(new Result.Refused(List.of(new Fault(1, accepted, Why.NOT_UNKNOWN), new Fault(2, none, Why.NONE_SUCH),
                new Fault(3, elsewhere, Why.OUT_OF_SCOPE))));
        assertThat(ledger.stateOf(unknown)).isEqualTo("unknown");
    }

    @Test
    void nothingIsSentAgainAfterItsEndButItMayBeSaidToHaveArrived() {
        DeliveryId withdrawn = unknown(1).getFirst();
        ledger.schema.change("insert into withdrawal (directive, revision, cause, reason, acknowledged_at) values ('"
                + ledger.revision.directive() + "', 1, 'amended', 'x', now())");
        assertThat(why(withdrawn)).containsExactly(Why.WITHDRAWN);
        ledger.schema.change("delete from withdrawal");
        ledger.schema.change("update directive_taken set expires = '" + ledger.now + "'");
        assertThat(why(withdrawn)).containsExactly(Why.EXPIRED);
        assertThat(decisions.settle(List.of(withdrawn), that(Verdict.ACCEPTED, "x"), EVERYWHERE)).isEqualTo(new Result.Done(1, 0));
    }

    private Stream<Why> why(DeliveryId id) {
        return decisions.settle(List.of(id), that(Verdict.SEND_AGAIN, "x"), EVERYWHERE) instanceof Result.Refused refused
                ? refused.faults().stream().map(Fault::why)
                : Stream.empty();
    }
}
