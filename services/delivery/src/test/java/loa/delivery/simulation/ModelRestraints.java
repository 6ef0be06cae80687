package loa.delivery.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.control.Restraints;

/** {@link Restraints} over the model. How long a withdrawal is remembered after its directive's end plays no part here. */
final class ModelRestraints implements Restraints {
    private final ModelSchema schema;
    private final Calls calls;

    ModelRestraints(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public Snapshot read(Instant now) {
        return calls.make("read controls", () -> {
            Map<DirectiveId, Integer> withdrawn = new HashMap<>();
            schema.withdrawals.forEach((directive, revisions) -> withdrawn.put(directive, revisions.lastKey()));
            Set<AreaCode> halted = new HashSet<>(schema.halts.keySet());
            schema.halts.values().forEach(halted::addAll);
            return new Snapshot(withdrawn, halted);
        });
    }
}
