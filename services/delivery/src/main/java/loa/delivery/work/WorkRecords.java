package loa.delivery.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;

/** The table of work records: the truth whose doorbell the topics are. */
public interface WorkRecords {
    /** A record and the lane it belongs to. */
    record Laned(BulletinClass lane, WorkRecord record) {}

    /** Where a broker has stored a record. */
    record Stored(WorkRecord record, int partition, long offset) {}

    /**
     * How far a lane has come on one partition.
     *
     * @param committed what stands before it is not read any more: the group has committed this, or the log begins here
     * @param end       where the log ends
     */
    record Progress(int partition, long committed, long end) {}

    /** Notes where the broker has stored records. */
    void acknowledged(List<Stored> stored);

    /**
     * Takes up to {@code limit} open records that no broker has acknowledged for {@code patience}, to be produced again; emergencies first,
     * and these the first time after {@code inAnEmergency}.
     */
    List<Laned> takeUnacknowledged(Instant now, Duration patience, Duration inAnEmergency, int limit);

    /**
     * Takes up to {@code limit} open records of a lane that were passed over: the group is beyond them, or the log ends before them.
     * {@code patience} leaves time to those whose offset has been committed a moment ago.
     */
    List<Laned> takeLost(BulletinClass lane, List<Progress> progress, Instant now, Duration patience, int limit);

    /** Opens up to {@code limit} parked records again whose halt is over, or whose directive is to be ended, to be produced again. */
    List<Laned> reopenParked(Collection<AreaCode> halted, Instant now, int limit);
}
