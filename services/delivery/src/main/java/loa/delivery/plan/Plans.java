package loa.delivery.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.work.WorkRecord;

/** How far planning has come. One instance plans a revision: the one whose number stands beside it. */
public interface Plans {
    /**
     * A revision that this instance plans.
     *
     * @param after   the last recipient planned; null at the start
     * @param nextSeq the number of the next record
     */
    record Plan(Revision revision, BulletinClass lane, @Nullable Recipient after, int nextSeq, boolean withdrawn) {}

    /** Takes one revision whose time has come, or whose planner died or failed (a lane has one thread, so its own number is a failure). */
    Optional<Plan> take(BulletinClass lane, int planner, Instant now);

    /** Leaves a revision whose planning failed alone until then, so that the others of the lane have their turn. */
    void postpone(Plan plan, int planner, Instant until);

    /** Stores a page's records, its audience and the cursor together; the cursor never goes back. False when another instance has taken the plan over. */
    boolean store(Plan plan, int planner, List<WorkRecord> page, Instant now);

    /** The audience is known. Every shard says so in its next report; shard 0 also when nobody was found. */
    void complete(Plan plan, int planner);
}
