package loa.sandbox.journal;

import java.util.Arrays;

/** A list of {@code long} that grows by half. Not safe for several threads. */
public final class LongColumn {

    private long[] values = new long[256];
    private int size;

    /** Appends a value. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /** The value at {@code index}. */
    public long get(int index) {
        return values[index];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Forgets everything and gives its memory back. */
    public void clear() {
        values = new long[256];
        size = 0;
    }
}
