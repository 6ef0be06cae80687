package loa.delivery.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;

/** The tables of one channel in memory. What a call changes it changes at once, as one transaction would. Not thread-safe. */
public final class ModelSchema {
    final InstantSource clock;
    final NavigableMap<Integer, Instance> instances = new TreeMap<>();
    final Map<String, Duty> duties = new HashMap<>();
    final Map<Revision, ModelDirective> directives = new LinkedHashMap<>();
    final Map<DirectiveId, NavigableMap<Integer, Instant>> withdrawals = new HashMap<>();
    final Map<AreaCode, Set<AreaCode>> halts = new TreeMap<>();
    final Map<WorkKey, ModelWork> work = new LinkedHashMap<>();
    final Map<DeliveryId, ModelRow> rows = new LinkedHashMap<>();
    final Set<ReceiptKey> receipts = new java.util.HashSet<>();
    final Set<java.util.UUID> seen = new java.util.HashSet<>();
    private final Map<Place, ModelRow> placed = new HashMap<>();
    private final Map<Revision, EnumMap<DeliveryState, Integer>> counts = new LinkedHashMap<>();
    final Map<ModelProvider.Text, Integer> doubts = new HashMap<>();
    final Map<String, Long> moves = new TreeMap<>();
    Mutation mutation = Mutation.NONE;
    boolean tracing;
    private final EnumMap<DeliveryState, Integer> totals = new EnumMap<>(DeliveryState.class);
    private int lastNumber;
    private long version;

    record Instance(String id, Instant aliveUntil) {}

    record Duty(int holder, Instant until) {}

    record WorkKey(Revision revision, int seq) {}

    record ReceiptKey(DeliveryId delivery, String status, @Nullable String code) {}

    private record Place(Revision revision, RecipientId recipient) {}

    /**
     * Empty tables.
     *
     * @param clock the database's own
     */
    public ModelSchema(InstantSource clock) {
        this.clock = clock;
    }

    /** Goes up whenever a row or a count changes. */
    long version() {
        return version;
    }

    int nextNumber() {
        return ++lastNumber;
    }

    /** The row of a recipient, if somebody has claimed him. */
    Optional<ModelRow> row(Revision revision, RecipientId recipient) {
        return Optional.ofNullable(placed.get(new Place(revision, recipient)));
    }

    Optional<ModelRow> row(DeliveryId id) {
        return Optional.ofNullable(rows.get(id));
    }

    ModelWork work(Revision revision, int seq) {
        return java.util.Objects.requireNonNull(work.get(new WorkKey(revision, seq)));
    }

    boolean has(Mutation what) {
        return mutation == what;
    }

    void insert(ModelRow row) {
        moves.merge("planned > " + name(row.standing()), 1L, Long::sum);
        rows.put(row.id, row);
        placed.put(new Place(row.revision, row.recipient), row);
        count(row.revision, row.state(), 1);
    }

    /** Moves a row, and its count with it; to planned: removes it. */
    void move(ModelRow row, Standing next) {
        moves.merge(name(row.standing()) + " > " + name(next), 1L, Long::sum);
        if (next instanceof Standing.Unknown && !(row.standing() instanceof Standing.Unknown)) {
            doubts.merge(new ModelProvider.Text(row.revision, row.recipient), 1, Integer::sum);
        }
        count(row.revision, row.state(), -1);
        if (next.state().isEmpty()) {
            rows.remove(row.id);
            placed.remove(new Place(row.revision, row.recipient));
            return;
        }
        row.note(next);
        count(row.revision, row.state(), 1);
    }

    private static String name(Standing standing) {
        return standing.state().map(DeliveryState::code).orElse("planned");
    }

    void audience(Revision revision, int more) {
        directive(revision).audience += more;
        version++;
    }

    ModelDirective directive(Revision revision) {
        return java.util.Objects.requireNonNull(directives.get(revision));
    }

    boolean isWithdrawn(Revision revision) {
        NavigableMap<Integer, Instant> withdrawn = withdrawals.get(revision.directive());
        return withdrawn != null && withdrawn.lastKey() >= revision.number();
    }

    /** Whether any row stands so: most of the time none does, and nobody has to look. */
    boolean hasAny(DeliveryState state) {
        return totals.getOrDefault(state, 0) > 0;
    }

    int counted(Revision revision, DeliveryState state) {
        EnumMap<DeliveryState, Integer> of = counts.get(revision);
        return of == null ? 0 : of.getOrDefault(state, 0);
    }

    private void count(Revision revision, DeliveryState state, int number) {
        totals.merge(state, number, Integer::sum);
        int now = counts.computeIfAbsent(revision, r -> new EnumMap<>(DeliveryState.class)).merge(state, number, Integer::sum);
        version++;
        if (now < 0) {
            throw new Violation("%d deliveries of %s are %s".formatted(now, revision, state.code()));
        }
    }
}
