package loa.contract;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs what the desk keeps on the compacted topics {@link Topics#AREAS} and {@link Topics#ACCESS}: a forged access record would open
 * every door. These are states by key and not events, so they carry no CloudEvents type; a removal (null value) is signed too.
 * Thread-safe.
 */
public final class RecordSigner {
    private final JsonMapper json = LoaJson.mapper();
    private final SigningKey key;
    private final Clock clock;

    /** Signs with this key, by the time of this clock. */
    public RecordSigner(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** The record that says what an area is from now on. */
    public ProducerRecord<String, byte[]> area(Area area) {
        return sign(Topics.AREAS, area.code().value(), json.writeValueAsBytes(area));
    }

    /** The record that says what a key opens from now on. A key that was withdrawn stays on the topic as revoked and is not removed. */
    public ProducerRecord<String, byte[]> access(AccessKey access) {
        return sign(Topics.ACCESS, access.hash(), json.writeValueAsBytes(access));
    }

    /** The record that removes a key from its topic. */
    public ProducerRecord<String, byte[]> removal(String topic, String recordKey) {
        return sign(topic, recordKey, null);
    }

    private ProducerRecord<String, byte[]> sign(String topic, String recordKey, byte @Nullable [] value) {
        String time = LoaJson.format(OffsetDateTime.now(clock));
        var record = new ProducerRecord<String, byte[]>(topic, recordKey, value);
        put(record.headers(), StateRecord.TIME, time);
        put(record.headers(), EventAttributes.KEY_ID, key.id());
        put(record.headers(), EventAttributes.SIGNATURE, key.sign(StateRecord.signedBytes(topic, recordKey, time, value)));
        return record;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
