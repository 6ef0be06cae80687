package loa.delivery.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import loa.contract.BulletinClass;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.plan.Plans;
import loa.delivery.work.WorkRecord;

/** {@link Plans} over the model. */
final class ModelPlans implements Plans {
    private final ModelSchema schema;
    private final Calls calls;

    ModelPlans(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public Optional<Plan> take(BulletinClass lane, int planner, Instant now) {
        return calls.make("take plan", () -> schema.directives.values().stream().filter(d -> isDue(d, lane, planner, now))
                .min(Comparator.comparing((ModelDirective d) -> d.content.effective().toInstant()).thenComparing(d -> d.takenAt))
                .map(d -> take(d, planner)));
    }

    private boolean isDue(ModelDirective d, BulletinClass lane, int planner, Instant now) {
        boolean isFree = d.state == ModelDirective.State.WAITING
                || d.state == ModelDirective.State.PLANNING && (d.planner == planner || !schema.instances.containsKey(d.planner));
        return isFree && d.content.bulletinClass() == lane && !d.content.effective().toInstant().isAfter(now)
                && (d.retryAt == null || !d.retryAt.isAfter(now));
    }

    private Plan take(ModelDirective d, int planner) {
        d.state = ModelDirective.State.PLANNING;
        d.planner = planner;
        d.retryAt = null;
        Revision revision = Revision.of(d.content);
        return new Plan(revision, d.content.bulletinClass(), d.cursor, d.nextSeq, schema.isWithdrawn(revision));
    }

    private boolean isPlannedBy(Plan plan, int planner) {
        ModelDirective d = schema.directive(plan.revision());
        return d.state == ModelDirective.State.PLANNING && d.planner == planner;
    }

    @Override
    public void postpone(Plan plan, int planner, Instant until) {
        calls.run("postpone plan", () -> {
            if (isPlannedBy(plan, planner)) {
                schema.directive(plan.revision()).retryAt = until;
            }
        });
    }

    @Override
    public boolean store(Plan plan, int planner, List<WorkRecord> page, Instant now) {
        return calls.make("store page", () -> {
            if (!isPlannedBy(plan, planner)) {
                return false;
            }
            ModelDirective d = schema.directive(plan.revision());
            Recipient last = page.getLast().recipients().getLast();
            d.cursor = d.cursor == null || Recipient.ORDER.compare(d.cursor, last) < 0 ? last : d.cursor;
            d.nextSeq = page.getLast().seq() + 1;
            page.forEach(record -> {
                schema.work.put(new ModelSchema.WorkKey(record.revision(), record.seq()), new ModelWork(record, plan.lane(), now));
                schema.audience(record.revision(), record.size());
            });
            return true;
        });
    }

    @Override
    public void complete(Plan plan, int planner) {
        calls.run("complete plan", () -> {
            if (isPlannedBy(plan, planner)) {
                schema.directive(plan.revision()).state = ModelDirective.State.PLANNED;
            }
        });
    }
}
