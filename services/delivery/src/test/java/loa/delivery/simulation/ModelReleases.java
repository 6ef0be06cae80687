package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import loa.contract.BulletinClass;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Standing;

/** {@link Releases} over the model. */
final class ModelReleases implements Releases {
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(1);

    private final ModelSchema schema;
    private final Calls calls;

    ModelReleases(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public void putBack(Collection<DeliveryId> ids, int owner, Instant now) {
        calls.run("put back", () -> ids.forEach(id -> putBack(id, owner, now)));
    }

    private void putBack(DeliveryId id, int owner, Instant now) {
        schema.row(id).ifPresent(row -> row.sendingBy(owner).ifPresent(sending -> {
            Standing next = sending.putBack(now.plus(BEFORE_ANOTHER_LOOK));
            schema.move(row, next);
            if (next instanceof Standing.Planned && !schema.has(Mutation.PUT_BACK_DOES_NOT_PARK)) {
                ModelWork work = schema.work(row.revision, row.seq);
                work.state = ModelWork.State.PARKED;
                work.parkedAreas.add(row.area);
            }
        }));
    }

    @Override
    public void putBackStray(BulletinClass lane, Collection<DeliveryId> known, int owner, Instant now) {
        calls.run("put back stray", () -> {
            List<DeliveryId> stray = schema.rows.values().stream().filter(row -> row.lane == lane && row.attempts > 1)
                    .filter(row -> row.sendingBy(owner).isPresent() && !known.contains(row.id)).map(row -> row.id).toList();
            stray.forEach(id -> putBack(id, owner, now));
        });
    }
}
