package loa.sandbox.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Writes and reads the fields of a record. A text is its length in bytes and its UTF-8; -1 stands for null. */
public final class Fields {

    private byte[] bytes = new byte[256];
    private int length;

    /** A record begins with its type. */
    public Fields(byte type) {
        bytes[length++] = type;
    }

    /** Appends one byte. */
    public Fields put(byte value) {
        room(1);
        bytes[length++] = value;
        return this;
    }

    /** Appends four bytes. */
    public Fields put(int value) {
        room(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += Integer.BYTES;
        return this;
    }

    /** Appends eight bytes. */
    public Fields put(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += Long.BYTES;
        return this;
    }

    /** Appends a text or null. */
    public Fields put(@Nullable String text) {
        if (text == null) {
            return put(-1);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    /** The record so far. */
    public byte[] record() {
        return java.util.Arrays.copyOf(bytes, length);
    }

    /** Reads what {@link #put(String)} wrote. */
    public static @Nullable String text(ByteBuffer record) {
        int length = record.getInt();
        if (length < 0) {
            return null;
        }
        byte[] utf8 = new byte[length];
        record.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Reads a text that cannot be null. */
    public static String needed(ByteBuffer record) {
        String text = text(record);
        if (text == null) {
            throw new IllegalStateException("a record of the journal lacks a text");
        }
        return text;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
