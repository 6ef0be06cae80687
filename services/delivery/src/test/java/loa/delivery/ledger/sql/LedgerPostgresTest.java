package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.Receipt;
import loa.delivery.Receipt.Meaning;
import loa.delivery.ReceiptInbox;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;
import loa.delivery.support.TestSchema;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerPostgresTest {
    private static final AreaCode EAST = new AreaCode("99001-01");
    private static final AreaCode WEST = new AreaCode("99001-02");
    private static final BulletinClass LANE = BulletinClass.PRIORITY;

    private static final Duration LONGEST_SEND = Duration.ofSeconds(30);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Revision revision = new Revision(DirectiveId.next(), 1);
    private TestSchema schema;
    private Claims claims;
    private Settlements settlements;
    private LedgerReceipts receipts;
    private int owner;

    @BeforeEach
    void open() {
        schema = new TestSchema();
        claims = new SqlClaims(schema.database());
        settlements = new SqlSettlements(schema.database(), "fake");
        receipts = new LedgerReceipts(schema.database(), () -> "fake", () -> now);
        owner = instance();
        take(revision);
    }

    @AfterEach
    void close() {
        assertCountsAreThoseOfTheRows();
        schema.close();
    }

    @Test
    void aRecordIsClaimedOnceWhoeverTriesHoweverOften() throws Exception {
        WorkRecord record = planned(0, 400);
        List<Integer> owners = List.of(owner, instance(), instance(), instance());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> claimed = owners.stream().map(o -> threads.submit(() -> claim(record, o).size())).toList();
            int all = 0;
            for (Future<Integer> number : claimed) {
                all += number.get();
            }
            assertThat(all).isEqualTo(400);
        }
        assertThat(claim(record, owner)).isEmpty();
    }

    @Test
    void whoCountsAsDeadClaimsNothing() {
        WorkRecord record = planned(0, 10);

        assertThat(claims.claim(request(record, Set.of()), 4711, now)).isEqualTo(new Claims.Result.OwnerDead());
    }

    @Test
    void aRecordWithOthersThanWerePlannedClaimsNothing() {
        WorkRecord planned = planned(0, 10);
        WorkRecord forged = new WorkRecord(revision, 0, List.of(new WorkRecord.Run(EAST, ids(10))));

        assertThat(claims.claim(request(forged, Set.of()), owner, now)).isEqualTo(new Claims.Result.NotPlanned(true));
        assertThat(claims.claim(request(new WorkRecord(revision, 9, planned.runs()), Set.of()), owner, now))
                .isEqualTo(new Claims.Result.NotPlanned(false));
    }

    @Test
    void theHaltedPartOfARecordStaysPlanned() {
        WorkRecord record = planned(0, 10);

        assertThat(claimed(claims.claim(request(record, Set.of(WEST)), owner, now))).hasSize(5);
        assertThat(schema.number("select count(*) as number from work_record where state = 'parked'")).isEqualTo(1);
        assertThat(new SqlWorkRecords(schema.database()).reopenParked(List.of(EAST, WEST), now, 10)).isEmpty();
        assertThat(new SqlWorkRecords(schema.database()).reopenParked(List.of(EAST), now, 10)).hasSize(1);

        assertThat(claimed(claims.claim(request(record, Set.of()), owner, now))).hasSize(5);
        assertThat(schema.number("select count(*) as number from work_record where state = 'done'")).isEqualTo(1);
    }

    @Test
    void whatIsSettledIsNeverMovedAgain() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.REFUSED, "fake:21211");

        settle(id, DeliveryState.ACCEPTED, null);
        settle(id, DeliveryState.DEFERRED, "fake:busy");
        receive(id, "delivered", Meaning.DELIVERED, null);

        assertThat(stateOf(id)).isEqualTo("refused");
        assertThat(tally("refused")).isEqualTo(1);
        assertThat(schema.number("select sum(count)::bigint as number from tally_failure")).isEqualTo(1);
    }

    @Test
    void receiptsThatAreEarlyLateTwiceOrShuffledNeverMoveAStateBackwards() {
        List<Receipt> sent = List.of(new Receipt(new DeliveryId(Ids.next()), now, "queued", Meaning.UNDER_WAY, null, "SM1"),
                new Receipt(new DeliveryId(Ids.next()), now, "sent", Meaning.UNDER_WAY, null, "SM1"),
                new Receipt(new DeliveryId(Ids.next()), now, "delivered", Meaning.DELIVERED, null, "SM1"));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        List<DeliveryId> ids = new ArrayList<>(claim(planned(0, 60), owner));
        for (DeliveryId id : ids) {
            List<Runnable> steps = new ArrayList<>();
            for (Receipt receipt : sent) {
                steps.add(() -> receive(id, receipt.status(), receipt.meaning(), null));
                steps.add(() -> receive(id, receipt.status(), receipt.meaning(), null));
            }
            steps.add(() -> settle(id, DeliveryState.ACCEPTED, null));
            steps.sort(Comparator.comparing(step -> random.nextInt()));
            steps.forEach(Runnable::run);
        }

        assertThat(tally("accepted")).isEqualTo(60);
        assertThat(tally("delivered")).isEqualTo(60);
        assertThat(schema.number("select count(*) as number from receipt")).isEqualTo(180);
        assertThat(trace(ids.getFirst()).state()).isEqualTo("delivered");
    }

    @Test
    void anUndeliveredOneIsCountedWithItsCodeUntilItArrivesAfterAll() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.ACCEPTED, null);

        receive(id, "undelivered", Meaning.UNDELIVERED, "30003");
        assertThat(tally("undelivered")).isEqualTo(1);
        assertThat(schema.number("select count as number from tally_failure where reason = 'fake:30003' and state = 'undelivered'"))
                .isEqualTo(1);

        receive(id, "delivered", Meaning.DELIVERED, null);
        assertThat(tally("undelivered")).isZero();
        assertThat(tally("delivered")).isEqualTo(1);
        assertThat(schema.number("select count as number from tally_failure where reason = 'fake:30003'")).isZero();
    }

    @Test
    void aReceiptSettlesTheUnknown() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.UNKNOWN, "fake:timeout");

        receive(id, "queued", Meaning.UNDER_WAY, null);

        assertThat(stateOf(id)).isEqualTo("accepted");
        assertThat(tally("unknown")).isZero();
        assertThat(trace(id).attempts()).extracting(DeliveryTrace.Attempt::outcome).containsExactly("unknown");
    }

    @Test
    void anAnswerThatComesAfterItsReceiptStillTellsOfTheAttempt() {
        DeliveryId id = claimOne();
        receive(id, "sent", Meaning.UNDER_WAY, null);
        assertThat(trace(id).attempts()).isEmpty();

        settle(id, DeliveryState.ACCEPTED, null);

        assertThat(trace(id).attempts()).extracting(DeliveryTrace.Attempt::outcome).containsExactly("accepted");
        assertCountsAreThoseOfTheRows();
    }

    @Test
    void aReceiptThatComesTwiceIsARepetitionInTheSameBatchOrLater() {
        var receipt = new Receipt(claimOne(), now, "sent", Meaning.UNDER_WAY, null, "SM1");

        assertThat(receipts.store(List.of(receipt, receipt))).containsExactly(ReceiptInbox.Fate.STORED, ReceiptInbox.Fate.REPEATED);
        assertThat(receipts.store(List.of(receipt))).containsExactly(ReceiptInbox.Fate.REPEATED);
    }

    @Test
    void whatARecipientWasSentIsReadPageByPage() {
        RecipientId recipient = new RecipientId(UUID.randomUUID());
        for (Revision each : List.of(revision, new Revision(DirectiveId.next(), 1), new Revision(DirectiveId.next(), 1))) {
            if (!each.equals(revision)) {
                take(each);
            }
            claim(plan(new WorkRecord(each, 0, List.of(new WorkRecord.Run(EAST, List.of(recipient))))), owner);
        }
        var reader = new LedgerReader(schema.database(), () -> "fake");

        List<DeliveryTrace> all = reader.ofRecipient(recipient, null, null, 500);
        List<DeliveryTrace> first = reader.ofRecipient(recipient, null, null, 2);

        assertThat(all).hasSize(3);
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(reader.ofRecipient(recipient, null, first.getLast().delivery(), 2)).isEqualTo(all.subList(2, 3));
    }

    @Test
    void aReceiptOfNobodyIsKeptAndNotKnown() {
        assertThat(receipts.store(List.of(new Receipt(new DeliveryId(Ids.next()), now, "sent", Meaning.UNDER_WAY, null, null))))
                .containsExactly(ReceiptInbox.Fate.UNKNOWN);
        assertThat(schema.number("select count(*) as number from receipt")).isEqualTo(1);
    }

    @Test
    void whatADeadInstanceWasSendingIsUnknownAndItsLateAnswerStillCounts() {
        DeliveryId id = claimOne();
        schema.change("update engine_instance set alive_until = now() - interval '1 second' where number = " + owner);

        assertThat(new SqlTakeover(schema.database(), "fake", LONGEST_SEND).buryOneDead(now)).contains(1);
        assertThat(stateOf(id)).isEqualTo("unknown");

        settle(id, DeliveryState.ACCEPTED, null);
        assertThat(stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void aLateAnswerToAnEarlierAttemptMovesNothingUnlessItWasAccepted() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.DEFERRED, "fake:busy");
        int other = instance();
        assertThat(new SqlRetries(schema.database()).take(LANE, List.of(), other, now.plusSeconds(60), 10)).hasSize(1);

        settle(id, DeliveryState.REFUSED, "fake:21211");
        assertThat(stateOf(id)).isEqualTo("sending");

        settle(id, DeliveryState.ACCEPTED, null);
        assertThat(stateOf(id)).isEqualTo("accepted");
    }

    @Test
    void twoInstancesTakeEveryDueRetryOnce() throws Exception {
        List<DeliveryId> ids = new ArrayList<>(claim(planned(0, 500), owner));
        settlements.write(ids.stream().map(id -> settlement(id, DeliveryState.DEFERRED, "fake:busy")).toList(), now);
        List<Integer> owners = List.of(owner, instance(), instance());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<OpenDelivery>>> taken = owners.stream().map(o -> threads.submit(() -> {
                List<OpenDelivery> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.addAll(new SqlRetries(schema.database()).take(LANE, List.of(), o, now.plusSeconds(60), 50));
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
        DeliveryId id = claimOne();
        settle(id, DeliveryState.DEFERRED, "fake:busy");
        Retries retries = new SqlRetries(schema.database());
        assertThat(retries.take(LANE, List.of(EAST), owner, now.plusSeconds(60), 10)).isEmpty();
        retries.take(LANE, List.of(), owner, now.plusSeconds(60), 10);

        new SqlReleases(schema.database()).putBackStray(LANE, List.of(), owner, now);

        assertThat(retries.take(LANE, List.of(), owner, now.plusSeconds(60), 10)).singleElement()
                .satisfies(open -> assertThat(open.attempt()).isEqualTo(2));
    }

    @Test
    void whatWasPutBackIsPlannedAgain() {
        WorkRecord record = planned(0, 10);
        List<DeliveryId> ids = new ArrayList<>(claim(record, owner));

        new SqlReleases(schema.database()).putBack(ids.subList(0, 4), owner, now);

        assertThat(tally("sending")).isEqualTo(6);
        new SqlWorkRecords(schema.database()).reopenParked(List.of(), now, 10);
        assertThat(claim(record, owner)).hasSize(4);
    }

    @Test
    void someoneFoundTwiceIsCountedOnce() {
        List<RecipientId> both = ids(3);
        WorkRecord first = plan(new WorkRecord(revision, 0, List.of(new WorkRecord.Run(EAST, both))));
        WorkRecord second = plan(new WorkRecord(revision, 1, List.of(new WorkRecord.Run(WEST, both.subList(0, 2)))));

        assertThat(claim(first, owner)).hasSize(3);
        assertThat(claim(second, owner)).isEmpty();

        assertThat(tally("audience")).isEqualTo(3);
    }

    @Test
    void pagesOfDeliveriesInAStateFollowOneAnotherAndHoldEachOnce() {
        List<DeliveryId> ids = new ArrayList<>(claim(planned(0, 25), owner));
        settlements.write(ids.subList(0, 20).stream().map(id -> settlement(id, DeliveryState.ACCEPTED, null)).toList(), now);
        var reader = new LedgerReader(schema.database(), () -> "fake");

        List<DeliveryId> paged = new ArrayList<>();
        List<DeliveryTrace> page = reader.inState(revision.directive(), "accepted", null, 7);
        while (!page.isEmpty()) {
            page.forEach(trace -> paged.add(trace.delivery()));
            page = reader.inState(revision.directive(), "accepted", paged.getLast(), 7);
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(ids.subList(0, 20));
        assertThat(reader.inState(revision.directive(), "delivered", null, 7)).isEmpty();
        assertThat(reader.inState(revision.directive(), "no-such-state", null, 7)).isEmpty();
    }

    @Test
    @Timeout(20)
    void aLookForRetriesLocksAndWritesNothingWhileNothingIsDue() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.UNKNOWN, "fake:timeout");
        schema.database().change(session -> {
            session.sql("select 1 from engine_instance for update").exists();
            assertThat(new SqlRetries(schema.database()).take(LANE, List.of(), owner, now.plusSeconds(60), 10)).isEmpty();
        });
    }

    @Test
    void deferredOnesEndWithTheirDirective() {
        DeliveryId id = claimOne();
        settle(id, DeliveryState.DEFERRED, "fake:busy");
        Endings endings = new SqlEndings(schema.database());

        assertThat(endings.expire(Instant.EPOCH, now, 10)).isZero();
        assertThat(endings.expire(Instant.EPOCH, now.plus(Duration.ofHours(2)), 10)).isEqualTo(1);

        assertThat(stateOf(id)).isEqualTo("expired");
    }

    private void take(Revision taken) {
        schema.change(
                "insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state) values ('"
                        + taken.directive()
                        + "', 1, gen_random_uuid(), '', 'priority', now(), now() + interval '1 hour', now(), 'planned')");
    }

    private int instance() {
        return schema.database().inTransaction(session -> session.sql(
                "insert into engine_instance (id, alive_until) values ('test', clock_timestamp() + interval '1 hour') returning number")
                .first(row -> row.integer("number")).orElseThrow());
    }

    private static List<RecipientId> ids(int number) {
        return Stream.generate(() -> new RecipientId(UUID.randomUUID())).limit(number).toList();
    }

    private WorkRecord planned(int seq, int size) {
        return plan(new WorkRecord(revision, seq,
                List.of(new WorkRecord.Run(EAST, ids(size / 2)), new WorkRecord.Run(WEST, ids(size - size / 2)))));
    }

    private WorkRecord plan(WorkRecord record) {
        schema.database().change(session -> {
            new SqlWorkRecords(schema.database()).insert(session, LANE, List.of(record), now);
            Tally tally = new Tally();
            record.runs().forEach(
                    run -> tally.audience(Tally.Place.of(record.revision(), record.shard(), run.area()), run.recipients().size()));
            tally.write(session);
        });
        return record;
    }

    private static Claims.Request request(WorkRecord record, Set<AreaCode> parked) {
        Map<RecipientId, DeliveryId> ids = record.ids(DeliveryId.freshSalt());
        return new Claims.Request(record, LANE, record.recipients().stream().filter(r -> !parked.contains(r.area()))
                .map(r -> new Claims.Entry(Objects.requireNonNull(ids.get(r.id())), r.id(), r.area(), DeliveryState.SENDING, null))
                .toList(), parked,
                Set.of());
    }

    private Set<DeliveryId> claim(WorkRecord record, int by) {
        return claimed(claims.claim(request(record, Set.of()), by, now));
    }

    private static Set<DeliveryId> claimed(Claims.Result result) {
        return ((Claims.Result.Claimed) result).ids();
    }

    private DeliveryId claimOne() {
        WorkRecord record = plan(new WorkRecord(revision, 0, List.of(new WorkRecord.Run(EAST, ids(1)))));
        return claim(record, owner).iterator().next();
    }

    private Settlement settlement(DeliveryId id, DeliveryState state, @Nullable String reason) {
        boolean accepted = state == DeliveryState.ACCEPTED;
        return new Settlement(id, 1, owner, state, reason, null, accepted ? "SM1" : null, accepted ? 1L : null, now, 5,
                state.isSettled() ? null : now);
    }

    private void settle(DeliveryId id, DeliveryState state, @Nullable String reason) {
        settlements.write(List.of(settlement(id, state, reason)), now);
    }

    private void receive(DeliveryId id, String status, Meaning meaning, @Nullable String code) {
        receipts.store(List.of(new Receipt(id, now, status, meaning, code, "SM1")));
    }

    private String stateOf(DeliveryId id) {
        return schema.database().inTransaction(session -> session.sql("select state from delivery where id = :id").set("id", id.value())
                .first(row -> row.text("state")).orElseThrow());
    }

    private DeliveryTrace trace(DeliveryId id) {
        var reader = new LedgerReader(schema.database(), () -> "fake");
        return Set.of("sending", "deferred", "unknown", "accepted", "delivered").stream()
                .flatMap(state -> reader.inState(revision.directive(), state, null, 500).stream()).filter(t -> t.delivery().equals(id))
                .collect(Collectors.toList()).getFirst();
    }

    private long tally(String column) {
        return schema.number("select coalesce(sum(" + column + "), 0)::bigint as number from tally");
    }

    private void assertCountsAreThoseOfTheRows() {
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(tally(state.code())).as(state.code())
                    .isEqualTo(schema.number("select count(*) as number from delivery where state = '" + state.code() + "'"));
        }
        for (String receipt : List.of("delivered", "undelivered")) {
            assertThat(tally(receipt))
                    .isEqualTo(schema.number("select count(*) as number from delivery where receipt = '" + receipt + "'"));
        }
    }
}
