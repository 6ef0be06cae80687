package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.control.Restraints;
import loa.delivery.ledger.Claims;
import loa.delivery.plan.Plans;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

import static loa.delivery.simulation.LedgerContract.LANE;
import static loa.delivery.simulation.LedgerContract.LONGEST_SEND;
import static loa.delivery.simulation.LedgerContract.NOW;
import static loa.delivery.simulation.Worlds.EAST;
import static loa.delivery.simulation.Worlds.WEST;
import static org.assertj.core.api.Assertions.assertThat;

/** What every implementation of the tables before the ledger keeps: taken directives, plans, work records, instances, restraints. */
abstract class PlanningContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final IssuedDirective directive = directive(1, LANE, NOW);
    private final Revision revision = Revision.of(directive);
    private LedgerUnderTest tables;
    private int planner;

    abstract LedgerUnderTest open(Instant now, Duration longestSend);

    @BeforeEach
    void openTables() {
        tables = open(NOW, LONGEST_SEND);
        planner = tables.instance();
    }

    @AfterEach
    void closeTables() {
        tables.close();
    }

    @Test
    void aRevisionIsTakenOnceAndKeepsItsFirstContent() {
        assertThat(tables.announce(directive)).isTrue();
        assertThat(tables.announce(directive(1, LANE, NOW.plusSeconds(9)))).isFalse();

        assertThat(tables.taken().find(revision)).contains(directive);
        assertThat(tables.taken().find(new Revision(revision.directive(), 2))).isEmpty();
    }

    @Test
    void oneInstancePlansARevisionOfItsLaneWhenItsTimeHasCome() {
        boolean unused = tables.announce(directive(1, LANE, NOW.plusSeconds(60)));

        assertThat(tables.plans().take(LANE, planner, NOW)).isEmpty();
        assertThat(tables.plans().take(BulletinClass.ROUTINE, planner, NOW.plusSeconds(60))).isEmpty();
        assertThat(tables.plans().take(LANE, planner, NOW.plusSeconds(60))).contains(new Plans.Plan(revision, LANE, null, 0, false));
        assertThat(tables.plans().take(LANE, tables.instance(), NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void theEarliestIsPlannedFirstAndAWithdrawnOneIsSaidToBe() {
        boolean unused = tables.announce(directive(2, LANE, NOW.minusSeconds(1))) && tables.announce(directive);
        Revision earliest = new Revision(Worlds.directive(2), 1);
        tables.withdraw(earliest, NOW);

        assertThat(tables.plans().take(LANE, planner, NOW)).contains(new Plans.Plan(earliest, LANE, null, 0, true));
    }

    @Test
    void whoTakesAPlanOverGoesOnBehindTheLastPageAndTheOtherStoresNoMore() {
        Plans.Plan plan = taken();
        WorkRecord page = record(0, 3);
        assertThat(tables.plans().store(plan, planner, List.of(page), NOW)).isTrue();
        int heir = tables.instance();
        tables.takeover().buryOneself(planner, NOW);

        assertThat(tables.plans().take(LANE, heir, NOW)).contains(new Plans.Plan(revision, LANE, page.recipients().getLast(), 1, false));
        assertThat(tables.plans().store(plan, planner, List.of(record(1, 2)), NOW)).isFalse();
        tables.plans().complete(plan, planner);
        tables.plans().postpone(plan, planner, NOW.plusSeconds(60));

        assertThat(tables.plans().take(LANE, heir, NOW)).as("neither complete nor postponed").isPresent();
        assertThat(tables.counts(revision)).containsEntry("audience", 3L);
    }

    @Test
    void whoIsFoundByTheLastLookDoesNotBringThePlanBack() {
        Plans.Plan plan = taken();
        var there = new Recipient(Worlds.recipient(9), WEST);
        var here = new Recipient(Worlds.recipient(1), EAST);
        assertThat(tables.plans().store(plan, planner, List.of(new WorkRecord(revision, 0, Worlds.runs(List.of(there)))), NOW)).isTrue();
        assertThat(tables.plans().store(plan, planner, List.of(new WorkRecord(revision, 1, Worlds.runs(List.of(here)))), NOW)).isTrue();
        int heir = tables.instance();
        tables.takeover().buryOneself(planner, NOW);

        Recipient farthest = Recipient.ORDER.compare(there, here) > 0 ? there : here;
        assertThat(tables.plans().take(LANE, heir, NOW)).contains(new Plans.Plan(revision, LANE, farthest, 2, false));
    }

    @Test
    void whatFailedIsPostponedAndWhatIsCompleteIsNotPlannedAgain() {
        Plans.Plan plan = taken();
        tables.plans().postpone(plan, planner, NOW.plusSeconds(2));
        assertThat(tables.plans().take(LANE, planner, NOW.plusSeconds(1))).isEmpty();
        assertThat(tables.plans().take(LANE, planner, NOW.plusSeconds(2))).contains(plan);

        tables.plans().complete(plan, planner);

        assertThat(tables.plans().take(LANE, planner, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aRecordThatNoBrokerHasIsTakenAfterAWhileAndEmergenciesFirstAndSooner() {
        WorkRecord usual = planned(1, LANE);
        WorkRecord urgent = planned(2, BulletinClass.EMERGENCY);

        assertThat(unacknowledged(NOW.plus(SOON), 10)).isEmpty();
        assertThat(unacknowledged(NOW.plus(SOON).plusMillis(1), 10)).containsExactly(urgent);
        assertThat(unacknowledged(NOW.plus(SOON).plusMillis(2), 10)).as("only the first time so soon").isEmpty();
        Instant later = NOW.plus(PATIENCE).plusSeconds(10);
        assertThat(unacknowledged(later, 1)).containsExactly(urgent);
        assertThat(unacknowledged(later, 10)).containsExactly(usual);
        tables.work().acknowledged(List.of(new WorkRecords.Stored(usual, 0, 5), new WorkRecords.Stored(urgent, 1, 7)));
        assertThat(unacknowledged(later.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void aRecordIsLostWhenTheGroupIsBeyondItOrTheLogEndsBeforeIt() {
        WorkRecord record = planned(1, LANE);
        tables.work().acknowledged(List.of(new WorkRecords.Stored(record, 0, 5)));
        Instant later = NOW.plus(PATIENCE).plusMillis(1);

        assertThat(lost(LANE, 5, 6, later)).isEmpty();
        assertThat(lost(BulletinClass.ROUTINE, 6, 9, later)).isEmpty();
        assertThat(lost(LANE, 6, 9, NOW.plus(PATIENCE))).as("a moment ago").isEmpty();
        assertThat(lost(LANE, 6, 9, later)).containsExactly(record);
        tables.work().acknowledged(List.of(new WorkRecords.Stored(record, 0, 5)));
        assertThat(lost(LANE, 0, 5, later.plus(PATIENCE).plusMillis(1))).containsExactly(record);
        assertThat(unacknowledged(later.plus(PATIENCE.multipliedBy(3)), 10)).as("produced again, and no broker has said so")
                .containsExactly(record);
    }

    @Test
    void whatIsClaimedToItsEndIsNeitherLostNorUnacknowledged() {
        WorkRecord record = planned(1, LANE);
        park(record, Set.of());

        assertThat(unacknowledged(NOW.plusSeconds(60), 10)).isEmpty();
        tables.work().acknowledged(List.of(new WorkRecords.Stored(record, 0, 5)));
        assertThat(lost(LANE, 9, 9, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aParkedRecordOpensWhenTheHaltIsOverForAnyOfIt() {
        WorkRecord record = planned(1, LANE);
        park(record, Set.of(EAST, WEST));

        assertThat(reopened(Set.of(EAST, WEST), NOW)).isEmpty();
        assertThat(reopened(Set.of(EAST), NOW)).containsExactly(record);
        assertThat(reopened(Set.of(), NOW)).as("open already").isEmpty();
    }

    @Test
    void aParkedRecordOpensUnderAHaltWhenItsDirectiveIsToBeEnded() {
        WorkRecord withdrawn = planned(1, LANE);
        WorkRecord expired = planned(2, LANE);
        park(withdrawn, Set.of(EAST));
        park(expired, Set.of(EAST));

        tables.withdraw(withdrawn.revision(), NOW);

        assertThat(reopened(Set.of(EAST), NOW)).containsExactly(withdrawn);
        assertThat(reopened(Set.of(EAST), directive.expires().toInstant())).containsExactly(expired);
    }

    @Test
    void aNumberIsGivenOnceAndALeaseThatHasRunOutIsNotProlonged() {
        int other = tables.instances().register("other", Duration.ofHours(1));
        assertThat(other).isNotEqualTo(planner);
        assertThat(tables.instances().alive()).isEqualTo(2);
        assertThat(tables.instances().renew(other, Duration.ofHours(1))).isTrue();

        tables.lapse(other);

        assertThat(tables.instances().renew(other, Duration.ofHours(1))).isFalse();
        assertThat(tables.instances().alive()).isOne();
        assertThat(tables.instances().renew(9_999, Duration.ofHours(1))).isFalse();
    }

    @Test
    void theHighestRevisionWithdrawnHoldsAlsoForADirectiveThatIsNotKnown() {
        Revision second = new Revision(revision.directive(), 2);
        tables.withdraw(second, NOW);
        tables.withdraw(revision, NOW);

        assertThat(tables.restraints().read(NOW)).isEqualTo(new Restraints.Snapshot(java.util.Map.of(revision.directive(), 2), Set.of()));
        boolean unused = tables.announce(directive);
        assertThat(tables.restraints().read(NOW).withdrawn()).containsEntry(revision.directive(), 2);
    }

    @Test
    void haltsThatOverlapEndOneByOneAndTheLastWordOfAHaltCounts() {
        AreaCode commune = new AreaCode("99001");
        tables.halt(commune, List.of(commune, EAST, WEST));
        tables.halt(EAST, List.of(EAST));
        assertThat(tables.restraints().read(NOW).halted()).containsExactlyInAnyOrder(commune, EAST, WEST);

        tables.halt(commune, List.of(commune, WEST));
        tables.resume(commune);

        assertThat(tables.restraints().read(NOW).halted()).containsExactly(EAST);
        tables.resume(EAST);
        assertThat(tables.restraints().read(NOW).halted()).isEmpty();
    }

    private static IssuedDirective directive(int number, BulletinClass lane, Instant effective) {
        return Worlds.directive(Worlds.directive(number), 1, lane, effective, NOW.plusSeconds(3_600));
    }

    private Plans.Plan taken() {
        boolean unused = tables.announce(directive);
        return tables.plans().take(LANE, planner, NOW).orElseThrow();
    }

    private WorkRecord record(int seq, int size) {
        return new WorkRecord(revision, seq, Worlds.runs(IntStream.range(0, size).mapToObj(i -> recipient(10 * seq + i, EAST)).toList()));
    }

    private static Recipient recipient(int number, AreaCode area) {
        return new Recipient(Worlds.recipient(number), area);
    }

    /** One record with somebody in each area. */
    private WorkRecord planned(int number, BulletinClass lane) {
        tables.take(directive(number, lane, NOW));
        return tables.plan(new Revision(Worlds.directive(number), 1), lane, 0, List.of(recipient(1, EAST), recipient(2, WEST)));
    }

    /** Claims nobody, since these areas are halted; without any: claims the record to its end. */
    private void park(WorkRecord record, Set<AreaCode> areas) {
        var request = new Claims.Request(record, LANE, List.of(), areas, Set.of());
        assertThat(tables.ledger().claims().claim(request, planner, NOW)).isInstanceOf(Claims.Result.Claimed.class);
    }

    private List<WorkRecord> unacknowledged(Instant at, int limit) {
        return records(tables.work().takeUnacknowledged(at, PATIENCE, SOON, limit));
    }

    private List<WorkRecord> lost(BulletinClass lane, long committed, long end, Instant at) {
        return records(tables.work().takeLost(lane, List.of(new WorkRecords.Progress(0, committed, end)), at, PATIENCE, 10));
    }

    private List<WorkRecord> reopened(Set<AreaCode> halted, Instant at) {
        return records(tables.work().reopenParked(halted, at, 10));
    }

    private static List<WorkRecord> records(List<WorkRecords.Laned> laned) {
        return laned.stream().map(WorkRecords.Laned::record).toList();
    }
}
