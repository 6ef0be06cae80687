package loa.delivery.simulation;

import java.time.Duration;

import loa.delivery.control.Instances;

/** {@link Instances} over the model, by the database's clock. */
final class ModelInstances implements Instances {
    private final ModelSchema schema;
    private final Calls calls;

    ModelInstances(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public int register(String id, Duration lease) {
        return calls.make("register", () -> {
            int number = schema.nextNumber();
            schema.instances.put(number, new ModelSchema.Instance(id, schema.clock.instant().plus(lease)));
            return number;
        });
    }

    @Override
    public boolean renew(int number, Duration lease) {
        return calls.make("renew", () -> {
            ModelSchema.Instance instance = schema.instances.get(number);
            if (instance == null || !instance.aliveUntil().isAfter(schema.clock.instant())) {
                return false;
            }
            schema.instances.put(number, new ModelSchema.Instance(instance.id(), schema.clock.instant().plus(lease)));
            return true;
        });
    }

    @Override
    public int alive() {
        return calls.make("count alive", () -> schema.has(Mutation.RATE_IS_NOT_SHARED)
                ? 1
                : (int) schema.instances.values().stream()
                        .filter(i -> i.aliveUntil().isAfter(schema.clock.instant())).count());
    }
}
