package loa.delivery.simulation;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;

import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Standing;

/** {@link Endings} over the model. */
final class ModelEndings implements Endings {
    private final ModelSchema schema;
    private final Calls calls;

    ModelEndings(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public int expire(Instant since, Instant now, int limit) {
        return calls.make("expire", () -> {
            if (!schema.hasAny(DeliveryState.DEFERRED) && !schema.hasAny(DeliveryState.UNKNOWN)) {
                return 0;
            }
            List<ModelRow> over = schema.rows.values().stream().filter(row -> {
                Instant expires = schema.directive(row.revision).expires();
                return expires.isAfter(since) && !expires.isAfter(now);
            }).toList();
            int ended = end(over.stream().filter(row -> row.standing() instanceof Standing.Deferred).limit(limit).toList(),
                    Standing.Deferred::expire);
            List<ModelRow> asked = over.stream().filter(row -> row.standing() instanceof Standing.Unknown u && u.askAt() != null)
                    .limit(limit)
                    .toList();
            asked.forEach(row -> schema.move(row, ((Standing.Unknown) row.standing()).stopAsking()));
            return ended + (int) asked.stream().filter(row -> row.state() == DeliveryState.UNKNOWN).count();
        });
    }

    @Override
    public int cancel(Instant since, Instant now, int limit) {
        return calls.make("cancel", () -> end(schema.rows.values().stream()
                .filter(row -> row.standing() instanceof Standing.Deferred && isWithdrawnSince(row, since)).limit(limit).toList(),
                Standing.Deferred::withdraw));
    }

    private boolean isWithdrawnSince(ModelRow row, Instant since) {
        NavigableMap<Integer, Instant> withdrawn = schema.withdrawals.get(row.revision.directive());
        return withdrawn != null && withdrawn.tailMap(row.revision.number(), true).values().stream().anyMatch(at -> at.isAfter(since));
    }

    private int end(List<ModelRow> deferred, Function<Standing.Deferred, Standing> how) {
        deferred.forEach(row -> schema.move(row, how.apply((Standing.Deferred) row.standing())));
        return deferred.size();
    }
}
