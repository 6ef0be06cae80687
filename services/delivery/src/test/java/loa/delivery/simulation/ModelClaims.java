package loa.delivery.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;
import loa.delivery.work.WorkRecord;

/** {@link Claims} over the model. */
final class ModelClaims implements Claims {
    private final ModelSchema schema;
    private final Calls calls;

    ModelClaims(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public Result claim(Request request, int owner, Instant now) {
        return calls.make("claim", () -> decide(request, owner, now));
    }

    private Result decide(Request request, int owner, Instant now) {
        if (!schema.instances.containsKey(owner) && !schema.has(Mutation.CLAIM_DOES_NOT_CHECK_ALIVE)) {
            return new Result.OwnerDead();
        }
        WorkRecord record = request.record();
        ModelWork work = schema.work.get(new ModelSchema.WorkKey(record.revision(), record.seq()));
        if (work == null || !work.record.equals(record)) {
            return new Result.NotPlanned(work != null);
        }
        if (schema.has(Mutation.CLAIM_TAKES_WHAT_IS_TAKEN)) {
            takeAgain(work);
        }
        if (work.state == ModelWork.State.DONE) {
            return new Result.Claimed(ownRows(request.tried(), owner));
        }
        boolean sends = request.entries().stream().anyMatch(e -> e.state() == DeliveryState.SENDING);
        if (schema.isWithdrawn(record.revision()) && (sends || !request.parked().isEmpty())) {
            return new Result.Withdrawn();
        }
        return new Result.Claimed(insert(work, request.without(work.foundElsewhere), owner, now));
    }

    private void takeAgain(ModelWork work) {
        for (Recipient recipient : work.record.recipients()) {
            schema.row(work.record.revision(), recipient.id()).filter(row -> row.standing() instanceof Standing.Open)
                    .ifPresent(row -> schema.move(row, new Standing.Planned()));
        }
        work.state = ModelWork.State.OPEN;
    }

    private Set<DeliveryId> ownRows(Set<DeliveryId> tried, int owner) {
        if (schema.has(Mutation.CLAIM_FORGETS_ITS_OWN)) {
            return new HashSet<>();
        }
        return tried.stream().filter(id -> schema.row(id).flatMap(row -> row.sendingBy(owner)).filter(s -> s.attempts() == 1).isPresent())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<DeliveryId> insert(ModelWork work, Request request, int owner, Instant now) {
        Set<DeliveryId> ours = ownRows(request.tried(), owner);
        int inserted = 0;
        for (Entry entry : request.entries()) {
            if (schema.row(work.record.revision(), entry.recipient()).isEmpty()) {
                var planned = new Standing.Planned();
                Standing standing = entry.state() == DeliveryState.SENDING ? planned.claim(owner) : planned.endUnsent(entry.state());
                schema.insert(new ModelRow(entry.id(), work, entry.recipient(), entry.area(), now, standing));
                inserted++;
                if (entry.state() == DeliveryState.SENDING) {
                    ours.add(entry.id());
                }
            }
        }
        if (request.parked().isEmpty() && inserted < work.record.size()) {
            countOnce(work);
        }
        work.state = request.parked().isEmpty() ? ModelWork.State.DONE : ModelWork.State.PARKED;
        work.parkedAreas.clear();
        work.parkedAreas.addAll(request.parked());
        return ours;
    }

    private void countOnce(ModelWork work) {
        for (Recipient recipient : work.record.recipients()) {
            if (isElsewhere(work, recipient.id()) && work.foundElsewhere.add(recipient.id())) {
                schema.audience(work.record.revision(), -1);
            }
        }
    }

    private boolean isElsewhere(ModelWork work, RecipientId recipient) {
        return schema.row(work.record.revision(), recipient).filter(row -> row.seq != work.record.seq()).isPresent();
    }
}
