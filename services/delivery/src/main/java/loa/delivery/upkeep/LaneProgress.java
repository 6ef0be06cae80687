package loa.delivery.upkeep;

import java.util.List;

import loa.contract.BulletinClass;
import loa.delivery.work.WorkRecords;

/** How far a lane has come. Thread-safe. */
public interface LaneProgress {
    /** Each partition of the lane's topic: 0 committed where the group has not committed anything. */
    List<WorkRecords.Progress> of(BulletinClass lane) throws InterruptedException;
}
