package loa.contract;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Turns events into signed records: CloudEvents 1.0, Kafka protocol binding, binary mode. Thread-safe. */
public final class EventSigner {
    private final EventCodec codec = new EventCodec();
    private final SigningKey key;
    private final String source;
    private final Clock clock;

    /**
     * @param source who speaks, a URI reference such as {@code /loa/publisher}
     */
    public EventSigner(SigningKey key, String source, Clock clock) {
        this.key = key;
        this.source = source;
        this.clock = clock;
    }

    /** The record of a new event, with an id of its own. */
    public ProducerRecord<String, byte[]> sign(String topic, LoaEvent event) {
        return sign(topic, event, Ids.next());
    }

    /** The record of an event under a given id, for one who may have to send the very same event again. */
    public ProducerRecord<String, byte[]> sign(String topic, LoaEvent event, UUID id) {
        EventType type = EventType.of(event);
        OffsetDateTime expiresAt = event.expiresAt();
        byte[] value = codec.write(event);
        var attributes = new EventAttributes(id.toString(), source, type.ceType(), event.subject(),
                LoaJson.format(OffsetDateTime.now(clock)), type.dataSchema(), expiresAt == null ? "" : LoaJson.format(expiresAt));
        var record = new ProducerRecord<>(topic, event.key(), value);
        attributes.writeTo(record.headers());
        put(record.headers(), EventAttributes.KEY_ID, key.id());
        put(record.headers(), EventAttributes.SIGNATURE, key.sign(attributes.signedBytes(value)));
        return record;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
