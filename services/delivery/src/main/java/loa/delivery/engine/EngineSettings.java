package loa.delivery.engine;

import java.time.Duration;

import loa.delivery.lane.Lanes;

/**
 * How an engine runs.
 *
 * @param instance       names this process; a random id for each start
 * @param pace           how fast it sends, and how again
 * @param lease          how long it counts as alive after a heartbeat; what a dead one was sending becomes unknown
 * @param sessionTimeout after which Kafka gives the partitions of a dead one to others
 * @param replicas       copies of each record in topics that it makes; below 1: as the broker has it
 * @param countsReach    whether one delivery may stand for many devices
 * @param retentionMonths for how many months deliveries are kept
 */
public record EngineSettings(String instance, Lanes.Pace pace, Duration lease, Duration sessionTimeout, int replicas,
        boolean countsReach, int retentionMonths) {
    /** Refuses a lease that a heartbeat could not keep up. */
    public EngineSettings {
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lease must be at least a second, but was " + lease);
        }
    }

    Duration heartbeat() {
        return lease.dividedBy(5);
    }
}
