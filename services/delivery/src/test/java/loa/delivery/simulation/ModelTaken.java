package loa.delivery.simulation;

import java.util.Optional;

import loa.contract.IssuedDirective;
import loa.delivery.Revision;
import loa.delivery.taken.TakenDirectives;

/** {@link TakenDirectives} over the model. */
final class ModelTaken implements TakenDirectives {
    private final ModelSchema schema;
    private final Calls calls;

    ModelTaken(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public Optional<IssuedDirective> find(Revision revision) {
        return calls.make("find directive", () -> Optional.ofNullable(schema.directives.get(revision)).map(d -> d.content));
    }
}
