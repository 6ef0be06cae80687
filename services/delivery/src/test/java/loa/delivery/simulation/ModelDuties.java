package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

import loa.delivery.control.Duties;

/** {@link Duties} over the model, by the database's clock. */
final class ModelDuties implements Duties {
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final ModelSchema schema;
    private final Calls calls;
    private final IntSupplier holder;

    ModelDuties(ModelSchema schema, Calls calls, IntSupplier holder) {
        this.schema = schema;
        this.calls = calls;
        this.holder = holder;
    }

    @Override
    public boolean holds(String name) {
        return calls.make("duty", () -> {
            Instant now = schema.clock.instant();
            ModelSchema.Duty duty = schema.duties.get(name);
            int who = holder.getAsInt();
            if (duty != null && duty.holder() != who && !duty.until().isBefore(now)) {
                return false;
            }
            schema.duties.put(name, new ModelSchema.Duty(who, now.plus(LEASE)));
            return true;
        });
    }
}
