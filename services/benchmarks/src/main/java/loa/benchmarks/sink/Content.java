package loa.benchmarks.sink;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * What one request says, found in its bytes without reading all of it: to whom, the text, and the eight characters of the check code behind
 * the word {@code LOA} with which the texts of the load runs begin. Used by one thread.
 */
final class Content {
    private static final byte[] MARK = bytes("LOA");
    private static final int CODE_LENGTH = 8;
    private static final byte[] TOKEN = bytes("\"token\":\"");
    private static final byte[] TOPIC = bytes("\"topic\":\"");
    private static final byte[] TAG = bytes("\"tag\":\"");
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private byte[] bytes = new byte[1 << 14];
    private int length;
    private long identity;
    private long code;
    private int callbackStart;
    private int callbackEnd;

    /** Reads a form as Twilio takes it. */
    void readForm(ByteBuf body) {
        take(body);
        long to = 0;
        long text = 0;
        callbackStart = callbackEnd = 0;
        for (int start = 0; start < length;) {
            int end = indexOf((byte) '&', start);
            if (begins("To=", start)) {
                to = hash(start + 3, end);
            } else if (begins("Body=", start)) {
                text = hash(start + 5, end);
            } else if (begins("StatusCallback=", start)) {
                callbackStart = start + 15;
                callbackEnd = end;
            }
            start = end + 1;
        }
        identity = mix(to, text);
    }

    /** Reads a message as FCM takes it. A second one with the same tag replaces the first on the device, so the tag stands for the text. */
    void readJson(ByteBuf body) {
        take(body);
        long token = valueOf(TOKEN);
        identity = mix(token == 0 ? valueOf(TOPIC) : token, valueOf(TAG));
    }

    /** The same for the same addressee and text. */
    long identity() {
        return identity;
    }

    /** The check code as the eight bytes of a number; 0: there is none. */
    long code() {
        return code;
    }

    /** The field StatusCallback as it came, still encoded; empty where there is none. */
    String callback() {
        return new String(bytes, callbackStart, callbackEnd - callbackStart, StandardCharsets.US_ASCII);
    }

    /** The letters of {@link #code()}. */
    static String letters(long code) {
        byte[] letters = new byte[CODE_LENGTH];
        for (int i = 0; i < CODE_LENGTH; i++) {
            letters[i] = (byte) (code >>> (8 * (CODE_LENGTH - 1 - i)));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    private void take(ByteBuf body) {
        length = body.readableBytes();
        if (length > bytes.length) {
            bytes = new byte[length * 2];
        }
        body.getBytes(body.readerIndex(), bytes, 0, length);
        code = findCode();
    }

    /** Behind the mark stands a blank, in a form as a plus sign or as three characters. */
    private long findCode() {
        int mark = find(MARK);
        int start = mark + MARK.length + 1;
        if (mark >= 0 && start <= length && bytes[start - 1] == '%') {
            start += 2;
        }
        if (mark < 0 || start + CODE_LENGTH > length) {
            return 0;
        }
        long letters = 0;
        for (int i = start; i < start + CODE_LENGTH; i++) {
            letters = letters << 8 | (bytes[i] & 0xff);
        }
        return letters;
    }

    private long valueOf(byte[] name) {
        int start = find(name);
        return start < 0 ? 0 : hash(start + name.length, indexOf((byte) '"', start + name.length));
    }

    private int find(byte[] wanted) {
        for (int i = 0; i <= length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private int indexOf(byte wanted, int from) {
        int i = from;
        while (i < length && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private boolean begins(String name, int at) {
        if (at + name.length() > length) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long hash(int from, int to) {
        long hash = FNV_OFFSET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long one, long other) {
        long mixed = one * 31 + other;
        mixed = (mixed ^ (mixed >>> 32)) * 0x9e3779b97f4a7c15L;
        return mixed ^ (mixed >>> 29);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
