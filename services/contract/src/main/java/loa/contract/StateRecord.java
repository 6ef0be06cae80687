package loa.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/** What became of the check of a record of a compacted topic. */
public sealed interface StateRecord {
    /** The header with the moment of signing. */
    String TIME = "ce_time";

    /**
     * The desk said so.
     *
     * @param time  when; an earlier one than that of the record known under the same key is a repetition and must not be followed
     * @param value the JSON; null: the key is removed
     */
    record Genuine(String key, OffsetDateTime time, byte @Nullable [] value) implements StateRecord {}

    /** Nobody whom we believe said so; the record belongs to the dead letters. */
    record Refused(Verification.Reason reason, String detail) implements StateRecord {}

    /** The lines {@code loa-record-1}, topic, key, time and {@code value} or {@code removed}, each ended by a line feed, and the bytes. */
    static byte[] signedBytes(String topic, String key, String time, byte @Nullable [] value) {
        var out = new ByteArrayOutputStream(value == null ? 256 : value.length + 256);
        String lines = String.join("\n", "loa-record-1", topic, key, time, value == null ? "removed" : "value") + "\n";
        out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        if (value != null) {
            out.writeBytes(value);
        }
        return out.toByteArray();
    }
}
