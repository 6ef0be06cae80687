package loa.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The signed CloudEvents attributes, as the very texts that stand in the headers: nothing is parsed and written anew before a signature
 * is checked. An absent one is the empty text.
 */
record EventAttributes(String id, String source, String type, String subject, String time, String dataSchema, String expiryTime) {
    static final String KEY_ID = "ce_keyid";
    static final String SIGNATURE = "ce_signature";

    private static final String CONTENT_TYPE = "content-type";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String JSON = "application/json";

    static EventAttributes readFrom(Headers headers) {
        return new EventAttributes(text(headers, "ce_id"), text(headers, "ce_source"), text(headers, "ce_type"),
                text(headers, "ce_subject"), text(headers, "ce_time"), text(headers, "ce_dataschema"), text(headers, "ce_expirytime"));
    }

    void writeTo(Headers headers) {
        put(headers, CONTENT_TYPE, JSON);
        put(headers, SPEC_VERSION, "1.0");
        put(headers, "ce_id", id);
        put(headers, "ce_source", source);
        put(headers, "ce_type", type);
        put(headers, "ce_subject", subject);
        put(headers, "ce_time", time);
        put(headers, "ce_dataschema", dataSchema);
        put(headers, "ce_expirytime", expiryTime);
    }

    /** What the signature is over: these lines and then the value's bytes as they stand. */
    byte[] signedBytes(byte[] value) {
        var out = new ByteArrayOutputStream(value.length + 512);
        String lines = "loa-event-1\n" + String.join("\n", id, source, type, subject, time, dataSchema, expiryTime) + "\n";
        out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** Whether one of them could be read as two: the lines that are signed would not tell. */
    boolean hasLineFeed() {
        return Stream.of(id, source, type, subject, time, dataSchema, expiryTime).anyMatch(text -> text.indexOf('\n') >= 0);
    }

    /** The text of a header; empty where there is none. */
    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void put(Headers headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
