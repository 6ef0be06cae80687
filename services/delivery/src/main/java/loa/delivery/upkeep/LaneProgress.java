package loa.delivery.upkeep;

import java.util.List;

import loa.contract.BulletinClass;
import loa.delivery.work.WorkRecords;

/** How far a lane has come. Thread-safe. */
public interface LaneProgress {
    /**
     * Each partition of the lane's topic. The group counts as being where the log begins when it is not so far: what stood before is too
     * old for the topic, and nobody will read it there.
     */
    List<WorkRecords.Progress> of(BulletinClass lane) throws InterruptedException;
}
