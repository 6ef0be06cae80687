package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.loudspeaker.signal.Signals;

/** Notices what was not played in its time. Each step is done once by whoever comes first. */
final class Lateness {
    /** Index placement_due. What a halt holds back still has its chances, until its directive ends. */
    static final String MISSED = """
        SELECT p.station, p.delivery FROM placement p JOIN station_plan s ON s.station = p.station
        WHERE p.state = 'placed' AND p.last_chance <= :before AND (p.not_after <= :before OR NOT s.halted)
        ORDER BY p.last_chance LIMIT :limit
        """;

    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final ReceiptInbox receipts;
    private final Signals signals;
    private final InstantSource clock;
    private final Duration grace;

    /** @param grace how long after its last chance a play may still be reported before its delivery counts as undelivered */
    Lateness(JdbcClient jdbc, ReceiptInbox receipts, Signals signals, InstantSource clock, Duration grace) {
        this.jdbc = jdbc;
        this.receipts = receipts;
        this.signals = signals;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Takes plays whose time has passed out of what is still to be played. The plan itself stays as it was. At a halted station they wait
     * for the halt to end, as long as their directive holds.
     */
    void closePassed() {
        // Index playlist_item_planned; primary keys for each.
        List<UUID> stations = jdbc.sql("""
            UPDATE playlist_item i SET state = 'passed'
            WHERE i.state = 'planned' AND i.until <= :now AND NOT EXISTS (
              SELECT FROM station_plan s JOIN placement p ON p.station = s.station
              WHERE s.station = i.station AND s.halted AND p.directive = i.directive
                AND p.revision = i.revision AND p.not_after > :now)
            RETURNING i.station
            """)
                .param("now", PlanTables.utc(clock.instant())).query((row, _) -> row.getObject("station", UUID.class)).list();
        signals.plansChanged(stations.stream().distinct().toList());
    }

    /** Says of deliveries that nobody reported a play of them. */
    void reportMissed() {
        Instant now = clock.instant();
        List<Missed> missed = missed(now.minus(grace));
        if (missed.isEmpty()) {
            return;
        }
        // The receipts first: what is said twice does no harm, what is never said does.
        receipts.store(
                missed.stream().map(m -> new Receipt(new DeliveryId(m.delivery), now, "missed", Receipt.Meaning.UNDELIVERED, "missed",
                        null)).toList());
        jdbc.sql(
                "UPDATE placement SET state = 'missed' WHERE state = 'placed' AND delivery = ANY (:deliveries::uuid[]) AND station = ANY (:stations::uuid[])")
                .param("deliveries", missed.stream().map(m -> m.delivery.toString()).toArray(String[]::new))
                .param("stations", missed.stream().map(m -> m.station.toString()).toArray(String[]::new)).update();
    }

    private List<Missed> missed(Instant before) {
        return jdbc.sql(MISSED).param("before", PlanTables.utc(before)).param("limit", AT_ONCE)
                .query((row, _) -> new Missed(row.getObject("station", UUID.class), row.getObject("delivery", UUID.class))).list();
    }

    private record Missed(UUID station, UUID delivery) {}
}
