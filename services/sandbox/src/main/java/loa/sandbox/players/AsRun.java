package loa.sandbox.players;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.sandbox.http.LocalTime;
import loa.sandbox.journal.Fields;

/**
 * What was in fact played.
 *
 * @param playedSeconds what was heard; sixty times what the clock says passed
 */
record AsRun(String station, String item, String title, Instant start, Instant end, String outcome, double playedSeconds, int volume) {

    Map<String, @Nullable Object> entry() {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("item", item);
        entry.put("start", LocalTime.of(start));
        entry.put("end", LocalTime.of(end));
        entry.put("outcome", outcome);
        entry.put("playedSeconds", playedSeconds);
        entry.put("volume", volume);
        entry.put("reason", null);
        return entry;
    }

    void write(Fields fields) {
        fields.put(station).put(item).put(title).put(start.toEpochMilli()).put(end.toEpochMilli()).put(outcome)
                .put(Double.doubleToLongBits(playedSeconds)).put(volume);
    }

    static AsRun read(ByteBuffer record) {
        return new AsRun(Fields.needed(record), Fields.needed(record), Fields.needed(record), Instant.ofEpochMilli(record.getLong()),
                Instant.ofEpochMilli(record.getLong()), Fields.needed(record), Double.longBitsToDouble(record.getLong()),
                record.getInt());
    }
}
