package loa.delivery.ledger.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.Receipt;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Inquiries;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Settlement;
import loa.delivery.ledger.Settlements;
import loa.delivery.ledger.Takeover;
import loa.delivery.support.TestSchema;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

import static org.assertj.core.api.Assertions.assertThat;

/** One directive that was taken and one live owner in a fresh schema; at the end the counts must be those of the rows. */
final class LedgerFixture implements AutoCloseable {
    static final AreaCode EAST = new AreaCode("99001-01");
    static final AreaCode WEST = new AreaCode("99001-02");
    static final BulletinClass LANE = BulletinClass.PRIORITY;
    static final Duration LONGEST_SEND = Duration.ofSeconds(30);

    final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    final Revision revision = new Revision(DirectiveId.next(), 1);
    final TestSchema schema = new TestSchema();
    final Claims claims = new SqlClaims(schema.database());
    final Settlements settlements = new SqlSettlements(schema.database(), "fake");
    final Releases releases = new SqlReleases(schema.database());
    final Takeover takeover = new SqlTakeover(schema.database(), "fake", LONGEST_SEND);
    final LedgerReceipts receipts = new LedgerReceipts(schema.database(), () -> "fake", () -> now);
    final int owner = instance();

    LedgerFixture() {
        take(revision);
    }

    void take(Revision taken) {
        schema.change(
                "insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state) values ('"
                        + taken.directive()
                        + "', 1, gen_random_uuid(), '', 'priority', now(), now() + interval '1 hour', now(), 'planned')");
    }

    int instance() {
        return schema.database().inTransaction(session -> session.sql(
                "insert into engine_instance (id, alive_until) values ('test', clock_timestamp() + interval '1 hour') returning number")
                .first(row -> row.integer("number")).orElseThrow());
    }

    static List<RecipientId> ids(int number) {
        return Stream.generate(() -> new RecipientId(UUID.randomUUID())).limit(number).toList();
    }

    WorkRecord plan(int seq, List<RecipientId> east, List<RecipientId> west) {
        List<WorkRecord.Run> runs = Stream.of(new WorkRecord.Run(EAST, east), new WorkRecord.Run(WEST, west))
                .filter(run -> !run.recipients().isEmpty()).toList();
        return plan(new WorkRecord(revision, seq, runs));
    }

    /** Half of them in each area. */
    WorkRecord planned(int seq, int size) {
        return plan(seq, ids(size / 2), ids(size - size / 2));
    }

    WorkRecord plan(WorkRecord record) {
        schema.database().change(session -> {
            new SqlWorkRecords(schema.database()).insert(session, LANE, List.of(record), now);
            Tally tally = new Tally();
            record.runs().forEach(
                    run -> tally.audience(Tally.Place.of(record.revision(), record.shard(), run.area()), run.recipients().size()));
            tally.write(session);
            session.sql("update directive_taken set audience = audience + :size where directive = :directive")
                    .set("size", record.size()).set("directive", record.revision().directive().value()).update();
        });
        return record;
    }

    static Claims.Request request(WorkRecord record, Set<AreaCode> parked) {
        return request(record, parked, Set.of());
    }

    /** Wants all but the parked areas to be sent. */
    static Claims.Request request(WorkRecord record, Set<AreaCode> parked, Set<DeliveryId> tried) {
        Map<RecipientId, DeliveryId> ids = record.ids(DeliveryId.freshSalt());
        return new Claims.Request(record, LANE, record.recipients().stream().filter(r -> !parked.contains(r.area()))
                .map(r -> new Claims.Entry(Objects.requireNonNull(ids.get(r.id())), r.id(), r.area(), DeliveryState.SENDING, null))
                .toList(), parked,
                tried);
    }

    Set<DeliveryId> claim(WorkRecord record) {
        return claim(request(record, Set.of(), Set.of()));
    }

    Set<DeliveryId> claim(Claims.Request request) {
        return claimed(claims.claim(request, owner, now));
    }

    Set<DeliveryId> claim(WorkRecord record, int by) {
        return claimed(claims.claim(request(record, Set.of(), Set.of()), by, now));
    }

    static Set<DeliveryId> claimed(Claims.Result result) {
        return ((Claims.Result.Claimed) result).ids();
    }

    DeliveryId claimOne() {
        return claim(plan(0, ids(1), List.of())).iterator().next();
    }

    void settle(DeliveryId id, DeliveryState state, @Nullable String reason) {
        settle(id, 1, state, reason);
    }

    void settle(DeliveryId id, int attempt, DeliveryState state, @Nullable String reason) {
        settlements.write(List.of(settlement(id, attempt, state, reason)), now);
    }

    Settlement settlement(DeliveryId id, int attempt, DeliveryState state, @Nullable String reason) {
        boolean accepted = state == DeliveryState.ACCEPTED;
        return new Settlement(id, attempt, owner, state, reason, null, accepted ? "SM1" : null, accepted ? 1L : null, now, 5,
                state.isSettled() ? null : Duration.ZERO);
    }

    void receive(DeliveryId id, String status, Receipt.Meaning meaning, @Nullable String code) {
        receipts.store(List.of(new Receipt(id, now, status, meaning, code, "SM1")));
    }

    /** Ends an attempt that was not made. */
    void endUnsent(DeliveryId id, int attempt, DeliveryState state) {
        settlements.write(List.of(Settlement.unsent(id, attempt, owner, state, null)), now);
    }

    /** What the provider said about it. */
    void find(DeliveryId id, Inquiries.Finding finding) {
        Inquiries inquiries = new SqlInquiries(schema.database());
        OpenDelivery open = inquiries.take(LANE, now.plus(Duration.ofDays(1)), Duration.ofMinutes(1), 10).stream()
                .filter(o -> o.id().equals(id)).findFirst().orElseThrow();
        inquiries.write(open, finding, now);
    }

    OpenDelivery takeRetry() {
        return new SqlRetries(schema.database()).take(LANE, List.of(), owner, now.plusSeconds(60), 10).getFirst();
    }

    String stateOf(DeliveryId id) {
        return schema.database().inTransaction(session -> session.sql("select state from delivery where id = :id").set("id", id.value())
                .first(row -> row.text("state")).orElseThrow());
    }

    DeliveryTrace trace(DeliveryId id) {
        var reader = new LedgerReader(schema.database(), () -> "fake");
        return Stream.of("sending", "deferred", "unknown", "accepted", "delivered")
                .flatMap(state -> reader.inState(revision.directive(), state, null, 500).stream()).filter(t -> t.delivery().equals(id))
                .findFirst().orElseThrow();
    }

    long tally(String column) {
        return schema.number("select coalesce(sum(" + column + "), 0)::bigint as number from tally");
    }

    long number(String sql) {
        return schema.number(sql);
    }

    void assertCountsAreThoseOfTheRows() {
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(tally(state.code())).as(state.code())
                    .isEqualTo(schema.number("select count(*) as number from delivery where state = '" + state.code() + "'"));
        }
        for (String receipt : List.of("delivered", "undelivered")) {
            assertThat(tally(receipt))
                    .isEqualTo(schema.number("select count(*) as number from delivery where receipt = '" + receipt + "'"));
        }
    }

    @Override
    public void close() {
        assertCountsAreThoseOfTheRows();
        schema.close();
    }
}
