package loa.delivery.plan;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.control.Liveness;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkTopic;

/**
 * Streams the audience of a directive into work records, page by page: stored first, then produced. A crash loses nothing: the next
 * planner goes on after the cursor, and upkeep produces what no broker has acknowledged. Whoever moved between two pages, to where
 * nobody reads any more, is found by a last look. Used by one thread for each lane.
 */
public final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    /** The first page is one record, so that the first send does not wait for a large query. */
    private static final int FIRST_PAGE = WorkRecord.MOST;
    private static final int PAGE = 4_000;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final Audience audience;
    private final TakenDirectives directives;
    private final Plans plans;
    private final WorkTopic topic;
    private final Standing standing;

    /** Who plans, into how large records, and by which clock. */
    public record Standing(Liveness liveness, RecordCutter cutter, InstantSource clock, BooleanSupplier stopping) {}

    /** Plans for one channel. */
    public Planner(Audience audience, TakenDirectives directives, Plans plans, WorkTopic topic, Standing standing) {
        this.audience = audience;
        this.directives = directives;
        this.plans = plans;
        this.topic = topic;
        this.standing = standing;
    }

    /** Plans one directive of the lane to its end, if there is one to plan. Returns whether there was. */
    public boolean step(BulletinClass lane) {
        int planner = standing.liveness().number();
        Optional<Plans.Plan> plan = plans.take(lane, planner, standing.clock().instant());
        if (plan.isEmpty()) {
            return false;
        }
        try {
            plan(plan.get(), planner);
        } catch (RuntimeException e) {
            postpone(plan.get(), planner, e);
            throw e;
        }
        return true;
    }

    private void postpone(Plans.Plan plan, int planner, RuntimeException failure) {
        try {
            plans.postpone(plan, planner, standing.clock().instant().plus(AFTER_A_FAILURE));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void plan(Plans.Plan plan, int planner) {
        IssuedDirective directive = directives.get(plan.revision());
        // withdrawn before anybody was planned: nobody is planned any more
        boolean isOver = plan.withdrawn() && plan.after() == null;
        if (isOver || planPages(plan, planner, directive)) {
            topic.flush();
            plans.complete(plan, planner);
            LOG.atInfo().addKeyValue("directive", plan.revision()).log("Planned a directive");
        }
    }

    /** False when another instance has taken the plan over, or this one stops. */
    private boolean planPages(Plans.Plan plan, int planner, IssuedDirective directive) {
        Recipient after = plan.after();
        int seq = plan.nextSeq();
        // what one page holds was read at one moment
        boolean manyPages = after != null;
        boolean more = true;
        while (more) {
            int limit = seq == 0 ? FIRST_PAGE : PAGE;
            List<Recipient> page = audience.page(directive, after, limit);
            List<WorkRecord> records = standing.cutter().cut(plan.revision(), seq, page);
            if (!records.isEmpty() && !keep(plan, planner, records)) {
                return false;
            }
            seq += records.size();
            after = last(page, after);
            more = page.size() == limit;
            manyPages |= more;
        }
        return !manyPages || planLeft(plan, planner, directive, seq);
    }

    /** Whoever moved meanwhile. A look that finds fewer than it may was at one moment: everybody who was covered then is planned. */
    private boolean planLeft(Plans.Plan plan, int planner, IssuedDirective directive, int firstSeq) {
        int seq = firstSeq;
        List<Recipient> left;
        do {
            left = audience.left(directive, PAGE);
            List<WorkRecord> records = standing.cutter().cut(plan.revision(), seq, left);
            if (!records.isEmpty() && !keep(plan, planner, records)) {
                return false;
            }
            seq += records.size();
        } while (left.size() == PAGE);
        return true;
    }

    private static @Nullable Recipient last(List<Recipient> page, @Nullable Recipient before) {
        return page.isEmpty() ? before : page.getLast();
    }

    private boolean keep(Plans.Plan plan, int planner, List<WorkRecord> records) {
        if (standing.stopping().getAsBoolean() || !plans.store(plan, planner, records, standing.clock().instant())) {
            return false;
        }
        records.forEach(record -> topic.produce(plan.lane(), record));
        topic.noteAcknowledged();
        return true;
    }
}
