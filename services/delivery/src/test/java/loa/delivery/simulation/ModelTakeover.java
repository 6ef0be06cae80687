package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import loa.delivery.ledger.Standing;
import loa.delivery.ledger.Takeover;

/** {@link Takeover} over the model. */
final class ModelTakeover implements Takeover {
    private final ModelSchema schema;
    private final Calls calls;
    private final Duration longestSend;

    ModelTakeover(ModelSchema schema, Calls calls, Duration longestSend) {
        this.schema = schema;
        this.calls = calls;
        this.longestSend = longestSend;
    }

    @Override
    public Optional<Integer> buryOneDead(Instant now) {
        return calls.make("bury", () -> schema.instances.entrySet().stream()
                .filter(e -> e.getValue().aliveUntil().isBefore(schema.clock.instant())).findFirst()
                .map(dead -> bury(dead.getKey(), askAt(dead, now))));
    }

    private Instant askAt(Map.Entry<Integer, ModelSchema.Instance> dead, Instant now) {
        if (schema.has(Mutation.BURIAL_ASKS_AT_ONCE)) {
            return now;
        }
        Instant over = dead.getValue().aliveUntil().plus(longestSend);
        return now.isAfter(over) ? now : over;
    }

    @Override
    public void buryOneself(int owner, Instant now) {
        calls.run("bury oneself", () -> {
            if (schema.instances.containsKey(owner)) {
                int unused = bury(owner, now.plus(longestSend));
            }
        });
    }

    private int bury(int dead, Instant askAt) {
        List<ModelRow> orphans = schema.rows.values().stream().filter(row -> row.sendingBy(dead).isPresent()).toList();
        boolean mutated = schema.has(Mutation.BURIAL_DEFERS);
        orphans.forEach(row -> schema.move(row, mutated
                ? new Standing.Deferred(row.attempts, askAt, false)
                : row.sendingBy(dead).orElseThrow().bury(askAt)));
        schema.instances.remove(dead);
        return orphans.size();
    }
}
