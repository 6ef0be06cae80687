package loa.publisher.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import loa.contract.DeadLetters;

/** Key, value and headers of a record, byte for byte. The arrays are nobody else's. */
record RawRecord(byte @Nullable [] key, byte @Nullable [] value, List<RawHeader> headers) {
    RawRecord {
        headers = List.copyOf(headers);
    }

    /** A header; the same name may stand there several times. */
    record RawHeader(String name, byte @Nullable [] value) {
        String text() {
            return value == null ? "" : new String(value, StandardCharsets.UTF_8);
        }
    }

    static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<RawHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new RawHeader(header.key(), header.value())));
        return new RawRecord(record.key(), record.value(), headers);
    }

    /** The record as it stood on its own topic, before somebody noted in headers why he refused it. */
    RawRecord original() {
        return new RawRecord(key, value, headers.stream().filter(header -> !header.name().startsWith(DeadLetters.PREFIX)).toList());
    }

    /** The text of the last header with this name; empty where there is none. */
    String header(String name) {
        return headers.stream().filter(header -> header.name().equals(name)).reduce((_, last) -> last).map(RawHeader::text).orElse("");
    }

    /** SHA-256 over all parts, each with its length: a topic that was made anew has other records at the same offsets. */
    byte[] digest() {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            write(out, key);
            write(out, value);
            for (RawHeader header : headers) {
                write(out, header.name().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] part) throws IOException {
        out.writeInt(part == null ? -1 : part.length);
        if (part != null) {
            out.write(part);
        }
    }
}
