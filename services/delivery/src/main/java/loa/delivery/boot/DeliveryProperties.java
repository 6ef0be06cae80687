package loa.delivery.boot;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import loa.delivery.engine.EngineSettings;
import loa.delivery.lane.Lanes;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;

/**
 * {@code loa.delivery.*}: how a channel's engine runs.
 *
 * @param slots                 sends in flight or not written down yet at most: the rate times the provider's latency and a tenth of a second
 * @param reservedForEmergencies of these, kept free for emergencies
 * @param ratePerSecond         sends a second at most, shared by all instances; 0: no limit
 * @param firstBackOff          the pause after the first deferral
 * @param mostBackOff           the longest pause between two attempts
 * @param inquiryInterval       between two questions about an unknown delivery
 * @param lease                 how long an instance counts as alive after a heartbeat
 * @param sessionTimeout        after which Kafka gives the partitions of a dead instance to others
 * @param replicas              copies of each record; below 1: as the broker has it
 * @param countsReach           whether one delivery may stand for many devices, so that reports say how many
 * @param retentionMonths       for how many months deliveries are kept; counts are kept for ever
 */
@ConfigurationProperties("loa.delivery")
public record DeliveryProperties(@DefaultValue("2048") int slots, @DefaultValue("512") int reservedForEmergencies,
        @DefaultValue("0") double ratePerSecond, @DefaultValue("2s") Duration firstBackOff, @DefaultValue("5m") Duration mostBackOff,
        @DefaultValue("10s") Duration inquiryInterval, @DefaultValue("4s") Duration lease, @DefaultValue("4s") Duration sessionTimeout,
        @DefaultValue("-1") int replicas, @DefaultValue("false") boolean countsReach, @DefaultValue("24") int retentionMonths) {

    EngineSettings settings(String instance) {
        var pace = new Lanes.Pace(new PaceSettings(slots, reservedForEmergencies, ratePerSecond), new BackOff(firstBackOff, mostBackOff),
                inquiryInterval);
        return new EngineSettings(instance, pace, lease, sessionTimeout, replicas, countsReach, retentionMonths);
    }
}
