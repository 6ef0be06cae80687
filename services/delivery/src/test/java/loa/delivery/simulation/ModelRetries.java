package loa.delivery.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.Standing;

/** {@link Retries} over the model. */
final class ModelRetries implements Retries {
    private final ModelSchema schema;
    private final Calls calls;

    ModelRetries(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    private record Due(ModelRow row, Standing.Deferred deferred, Instant at) {}

    @Override
    public List<OpenDelivery> take(BulletinClass lane, Collection<AreaCode> halted, int owner, Instant now, int limit) {
        return calls.make("take retries", () -> {
            if (!schema.hasAny(DeliveryState.DEFERRED) || !schema.instances.containsKey(owner)) {
                return List.of();
            }
            List<Due> due = schema.rows.values().stream()
                    .filter(row -> row.lane == lane && !halted.contains(row.area)).flatMap(ModelRetries::due)
                    .filter(d -> !d.at().isAfter(now)).sorted(Comparator.comparing(Due::at)).limit(limit).toList();
            if (schema.has(Mutation.RETRY_IS_TAKEN_TWICE)) {
                return due.stream().map(d -> d.row().open()).toList();
            }
            if (schema.has(Mutation.RETRY_IS_FORGOTTEN)) {
                return List.of();
            }
            due.forEach(d -> schema.move(d.row(), d.deferred().retry(owner)));
            return due.stream().map(d -> d.row().open()).toList();
        });
    }

    private static Stream<Due> due(ModelRow row) {
        return row.standing() instanceof Standing.Deferred d
                ? Stream.of(new Due(row, d, Objects.requireNonNull(d.retryAt())))
                : Stream.empty();
    }

    @Override
    public boolean isStillOurs(DeliveryId id, int attempt, int owner) {
        return calls.make("still ours", () -> schema.row(id).flatMap(row -> row.sendingBy(owner)).filter(s -> s.attempts() == attempt)
                .isPresent());
    }
}
