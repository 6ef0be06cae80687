package loa.delivery.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.delivery.DeliveryId;
import loa.delivery.ReceiptInbox;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.control.Instances;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlInstances;
import loa.delivery.control.SqlRestraints;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Ledger;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.ledger.Takeover;
import loa.delivery.ledger.sql.LedgerReceipts;
import loa.delivery.ledger.sql.SqlEndings;
import loa.delivery.ledger.sql.SqlLedger;
import loa.delivery.ledger.sql.SqlTakeover;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.plan.Plans;
import loa.delivery.plan.SqlPlans;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Row;
import loa.delivery.postgres.Session;
import loa.delivery.support.TestSchema;
import loa.delivery.taken.SqlTakenDirectives;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

/** The statements as a ledger under test, over a fresh schema. */
final class SqlLedgerUnderTest implements LedgerUnderTest {
    private final TestSchema schema = new TestSchema();
    private final Database database = schema.database();
    private final Instant now;
    private final Duration longestSend;

    SqlLedgerUnderTest(Instant now, Duration longestSend) {
        this.now = now;
        this.longestSend = longestSend;
    }

    @Override
    public Ledger ledger() {
        return SqlLedger.of(database, "fake");
    }

    @Override
    public Takeover takeover() {
        return new SqlTakeover(database, "fake", longestSend);
    }

    @Override
    public Endings endings() {
        return new SqlEndings(database);
    }

    @Override
    public ReceiptInbox receipts() {
        return new LedgerReceipts(database, () -> "fake", InstantSource.fixed(now));
    }

    @Override
    public Plans plans() {
        return new SqlPlans(database, new SqlWorkRecords(database));
    }

    @Override
    public WorkRecords work() {
        return new SqlWorkRecords(database);
    }

    @Override
    public Restraints restraints() {
        return new SqlRestraints(database);
    }

    @Override
    public TakenDirectives taken() {
        return new SqlTakenDirectives(database);
    }

    @Override
    public Instances instances() {
        return new SqlInstances(database);
    }

    @Override
    public boolean announce(IssuedDirective directive) {
        return database.inTransaction(session -> store(session, directive, SqlTakenDirectives.As.WAITING));
    }

    @Override
    public void halt(AreaCode area, List<AreaCode> covered) {
        database.change(session -> new SqlRestraints(database).halt(session,
                new LoaEvent.BroadcastHalted(area, covered, Set.of(Channel.SMS), "test", now.atOffset(LoaJson.OFFSET))));
    }

    @Override
    public void resume(AreaCode area) {
        database.change(session -> new SqlRestraints(database).resume(session, area));
    }

    @Override
    public int instance() {
        return new SqlInstances(database).register("test", Duration.ofHours(1));
    }

    @Override
    public void lapse(int instance) {
        database.change(session -> session.sql("update engine_instance set alive_until = :at where number = :number")
                .set("at", now.minusSeconds(1)).set("number", instance).update());
    }

    @Override
    public void take(IssuedDirective directive) {
        database.change(session -> store(session, directive, SqlTakenDirectives.As.PAST));
    }

    private boolean store(Session session, IssuedDirective directive, SqlTakenDirectives.As as) {
        return new SqlTakenDirectives(database).store(session, UUID.randomUUID(), directive, LoaJson.mapper().writeValueAsBytes(directive),
                as, now);
    }

    @Override
    public WorkRecord plan(Revision revision, BulletinClass lane, int seq, List<Recipient> recipients) {
        WorkRecord record = new WorkRecord(revision, seq, Worlds.runs(recipients));
        database.change(session -> {
            new SqlWorkRecords(database).insert(session, lane, List.of(record), now);
            Tally tally = new Tally();
            record.runs().forEach(run -> tally.audience(Tally.Place.of(revision, record.shard(), run.area()), run.recipients().size()));
            tally.write(session);
            session.sql("update directive_taken set audience = audience + :size where directive = :directive and revision = :revision")
                    .set("size", record.size()).set("directive", revision.directive().value()).set("revision", revision.number()).update();
        });
        return record;
    }

    @Override
    public void withdraw(Revision revision, Instant at) {
        database.change(session -> new SqlRestraints(database).withdraw(session, revision, Restraints.Cause.CANCELLED, "test", at));
    }

    @Override
    public Map<RecipientId, LedgerUnderTest.Entry> rows(Revision revision) {
        Map<RecipientId, LedgerUnderTest.Entry> rows = new HashMap<>();
        database.inTransaction(session -> session
                .sql("select d.*, reference_text(reference) as reference_text from delivery d where revision_key = :key")
                .set("key", revision.key())
                .list(row -> rows.put(new RecipientId(row.uuid("recipient")), read(row)) == null));
        return rows;
    }

    private static LedgerUnderTest.Entry read(Row row) throws SQLException {
        String state = row.text("state");
        boolean isOpenUnsent = state.equals("sending") || state.equals("deferred") || state.equals("unknown");
        return new LedgerUnderTest.Entry(new DeliveryId(row.uuid("id")), state, row.integer("attempts"),
                state.equals("sending") ? row.integer("owner") : 0, isOpenUnsent && row.flag("maybe_sent"),
                state.equals("unknown") ? row.integer("checks") : 0, row.maybeInstant("retry_at"), row.maybeInstant("ask_at"),
                ReceiptState.ofCode(row.maybeText("receipt")), row.maybeText("reference_text"));
    }

    @Override
    public Map<String, Long> counts(Revision revision) {
        Map<String, Long> counts = new TreeMap<>();
        for (String name : List.of("audience", "sending", "deferred", "unknown", "accepted", "refused", "gone", "expired", "cancelled",
                "delivered", "undelivered")) {
            counts.put(name, database.inTransaction(session -> session
                    .sql("select coalesce(sum(" + name
                            + "), 0)::bigint as number from tally where directive = :directive and revision = :revision")
                    .set("directive", revision.directive().value()).set("revision", revision.number()).first(row -> row.number("number"))
                    .orElseThrow()));
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Override
    public void close() {
        schema.close();
    }
}
