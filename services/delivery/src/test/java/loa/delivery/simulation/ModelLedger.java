package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.ReceiptInbox;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.control.Instances;
import loa.delivery.control.Restraints;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Ledger;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.ledger.Standing;
import loa.delivery.ledger.Takeover;
import loa.delivery.plan.Plans;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

/** The model as a ledger under test. */
final class ModelLedger implements LedgerUnderTest {
    private final Instant now;
    private final ModelSchema schema;
    private final Duration longestSend;

    ModelLedger(Instant now, Duration longestSend) {
        this.now = now;
        this.schema = new ModelSchema(() -> now);
        this.longestSend = longestSend;
    }

    /** All of the ledger over one schema. */
    static Ledger ledger(ModelSchema schema, Calls calls) {
        return new Ledger(new ModelClaims(schema, calls), new ModelSettlements(schema, calls), new ModelReleases(schema, calls),
                new ModelRetries(schema, calls), new ModelInquiries(schema, calls), schema.clock);
    }

    @Override
    public Ledger ledger() {
        return ledger(schema, Calls.SOUND);
    }

    @Override
    public Takeover takeover() {
        return new ModelTakeover(schema, Calls.SOUND, longestSend);
    }

    @Override
    public Endings endings() {
        return new ModelEndings(schema, Calls.SOUND);
    }

    @Override
    public ReceiptInbox receipts() {
        return new ModelReceipts(schema, Calls.SOUND);
    }

    @Override
    public Plans plans() {
        return new ModelPlans(schema, Calls.SOUND);
    }

    @Override
    public WorkRecords work() {
        return new ModelWorkRecords(schema, Calls.SOUND);
    }

    @Override
    public Restraints restraints() {
        return new ModelRestraints(schema, Calls.SOUND);
    }

    @Override
    public TakenDirectives taken() {
        return new ModelTaken(schema, Calls.SOUND);
    }

    @Override
    public Instances instances() {
        return new ModelInstances(schema, Calls.SOUND);
    }

    @Override
    public boolean announce(IssuedDirective directive) {
        return schema.directives.putIfAbsent(Revision.of(directive), new ModelDirective(directive, now)) == null;
    }

    @Override
    public void halt(AreaCode area, List<AreaCode> covered) {
        schema.halts.put(area, Set.copyOf(covered));
    }

    @Override
    public void resume(AreaCode area) {
        schema.halts.remove(area);
    }

    @Override
    public int instance() {
        return new ModelInstances(schema, Calls.SOUND).register("test", Duration.ofHours(1));
    }

    @Override
    public void lapse(int instance) {
        schema.instances.put(instance, new ModelSchema.Instance("test", now.minusSeconds(1)));
    }

    @Override
    public void take(IssuedDirective directive) {
        schema.directives.put(Revision.of(directive), new ModelDirective(directive, now));
    }

    @Override
    public WorkRecord plan(Revision revision, BulletinClass lane, int seq, List<Recipient> recipients) {
        WorkRecord record = new WorkRecord(revision, seq, Worlds.runs(recipients));
        schema.work.put(new ModelSchema.WorkKey(revision, seq), new ModelWork(record, lane, now));
        schema.audience(revision, record.size());
        return record;
    }

    @Override
    public void withdraw(Revision revision, Instant at) {
        schema.withdrawals.computeIfAbsent(revision.directive(), d -> new TreeMap<>()).put(revision.number(), at);
    }

    @Override
    public Map<RecipientId, Entry> rows(Revision revision) {
        Map<RecipientId, Entry> rows = new HashMap<>();
        schema.rows.values().stream().filter(row -> row.revision.equals(revision)).forEach(row -> rows.put(row.recipient, row(row)));
        return rows;
    }

    private static Entry row(ModelRow row) {
        return switch (row.standing()) {
            case Standing.Planned _ -> throw new IllegalStateException("who is planned has no row");
            case Standing.Sending s -> row(row, s.owner(), s.maybeSent(), 0, null, null, null);
            case Standing.Deferred d -> row(row, 0, d.maybeSent(), 0, d.retryAt(), null, null);
            case Standing.Unknown u -> row(row, 0, true, u.checks(), null, u.askAt(), null);
            case Standing.Accepted a -> row(row, 0, false, 0, null, null, a.receipt());
            case Standing.Settled _ -> row(row, 0, false, 0, null, null, null);
        };
    }

    private static Entry row(ModelRow row, int owner, boolean maybeSent, int checks, @Nullable Instant retryAt, @Nullable Instant askAt,
            @Nullable ReceiptState receipt) {
        return new Entry(row.id, row.state().code(), row.attempts, owner, maybeSent, checks, retryAt, askAt, receipt, row.reference);
    }

    @Override
    public Map<String, Long> counts(Revision revision) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("audience", (long) schema.directive(revision).audience);
        for (DeliveryState state : DeliveryState.values()) {
            counts.put(state.code(), (long) schema.counted(revision, state));
        }
        for (ReceiptState state : List.of(ReceiptState.DELIVERED, ReceiptState.UNDELIVERED)) {
            counts.put(state.code(), rows(revision).values().stream().filter(row -> row.receipt() == state).count());
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
