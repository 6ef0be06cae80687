package loa.loudspeaker.player;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.station.StationId;

/** The as-run log: idempotent by station, item and start, however late. */
final class AsRunLog {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final ReceiptInbox receipts;
    private final Signals signals;
    private final InstantSource clock;

    AsRunLog(JdbcClient jdbc, TransactionOperations transactions, ReceiptInbox receipts, Signals signals, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.receipts = receipts;
        this.signals = signals;
        this.clock = clock;
    }

    /** @param unmatched of the stored ones, those whose item does not stand in the plan */
    record Stored(int stored, int known, int unmatched) {}

    /**
     * Stores the entries. The receipts follow when the entries are stored; should we end between the two, the station has no answer, sends
     * the same entries again, and the receipts are said again for those already known.
     */
    Stored store(StationId station, List<AsRunEntry> entries) {
        List<Boolean> matched = transactions.execute(_ -> {
            List<Boolean> stored = insert(station, entries);
            closeItems(station, entries);
            return stored;
        });
        acknowledge(station, entries);
        int stored = matched == null ? 0 : matched.size();
        int unmatched = matched == null ? 0 : (int) matched.stream().filter(m -> !m).count();
        return new Stored(stored, entries.size() - stored, unmatched);
    }

    /** For each entry that was not known: whether its item stands in the plan. */
    private List<Boolean> insert(StationId station, List<AsRunEntry> entries) {
        return jdbc.sql("""
            INSERT INTO as_run_entry (station, item, start, ended, outcome, played_ms, volume, reason, matched, received_at)
            SELECT :station, e.item, e.start, e.ended, e.outcome, e.played, e.volume, e.reason,
              EXISTS (SELECT FROM playlist_item i WHERE i.id = e.item AND i.station = :station AND i.state <> 'withdrawn'), :now
            FROM unnest(:items::uuid[], :starts::timestamptz[], :ends::timestamptz[], :outcomes::text[], :played::bigint[],
              :volumes::smallint[], :reasons::text[]) AS e (item, start, ended, outcome, played, volume, reason)
            ON CONFLICT (station, item, start) DO NOTHING RETURNING matched
            """).param("station", station.value()).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("items", texts(entries, e -> e.item().toString())).param("starts", texts(entries, e -> e.start().toString()))
                .param("ends", texts(entries, e -> e.end().toString())).param("outcomes", texts(entries, e -> e.outcome().code()))
                .param("played", texts(entries, e -> Long.toString(e.played().toMillis())))
                .param("volumes", texts(entries, e -> e.volume() == null ? null : e.volume().toString()))
                .param("reasons", texts(entries, AsRunEntry::reason)).query((row, _) -> row.getBoolean("matched")).list();
    }

    private void closeItems(StationId station, List<AsRunEntry> entries) {
        int closed = jdbc.sql(
                "UPDATE playlist_item SET state = 'played' WHERE station = :station AND id = ANY (:items::uuid[]) AND state IN ('planned', 'passed', 'skipped')")
                .param("station", station.value()).param("items", items(entries, AsRunEntry.Outcome.COMPLETED)).update();
        closed += jdbc.sql(
                "UPDATE playlist_item SET state = 'skipped' WHERE station = :station AND id = ANY (:items::uuid[]) AND state IN ('planned', 'passed')")
                .param("station", station.value()).param("items", items(entries, AsRunEntry.Outcome.SKIPPED)).update();
        if (closed > 0) {
            signals.plansChanged(List.of(station.value()));
        }
    }

    /** Tells the engine of deliveries that were heard; also of those withdrawn meanwhile, since they were. */
    private void acknowledge(StationId station, List<AsRunEntry> entries) {
        Map<UUID, Instant> completed = entries.stream().filter(e -> e.outcome() == AsRunEntry.Outcome.COMPLETED)
                .collect(Collectors.toMap(AsRunEntry::item, e -> e.end().toInstant(), (a, b) -> a.isBefore(b) ? a : b));
        List<Receipt> heard = jdbc.sql("""
            SELECT i.id, p.delivery FROM playlist_item i
            JOIN placement p ON p.station = i.station AND p.directive = i.directive AND p.revision = i.revision
            WHERE i.station = :station AND i.id = ANY (:items::uuid[])
            """).param("station", station.value())
                .param("items", completed.keySet().stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> {
                    UUID item = row.getObject("id", UUID.class);
                    return new Receipt(new DeliveryId(row.getObject("delivery", UUID.class)), completed.getOrDefault(item, clock.instant()),
                            "completed", Receipt.Meaning.DELIVERED, null, item.toString());
                }).list();
        if (heard.isEmpty()) {
            return;
        }
        receipts.store(heard);
        jdbc.sql(
                "UPDATE placement SET state = 'heard' WHERE station = :station AND delivery = ANY (:deliveries::uuid[]) AND state IN ('placed', 'missed')")
                .param("station", station.value())
                .param("deliveries", heard.stream().map(r -> r.delivery().toString()).toArray(String[]::new)).update();
    }

    private static String[] items(List<AsRunEntry> entries, AsRunEntry.Outcome outcome) {
        return entries.stream().filter(e -> e.outcome() == outcome).map(e -> e.item().toString()).toArray(String[]::new);
    }

    private static String[] texts(List<AsRunEntry> entries, Function<AsRunEntry, @Nullable String> text) {
        return entries.stream().map(text).toArray(String[]::new);
    }
}
