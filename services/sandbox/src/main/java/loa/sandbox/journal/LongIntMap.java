package loa.sandbox.journal;

import java.util.Arrays;

/**
 * Numbers by 64-bit key at twelve bytes an entry and at most two thirds full: a million entries take about 25 MB, where a
 * {@code HashMap} takes 80. Not safe for several threads.
 */
public final class LongIntMap {

    /** What {@link #get} answers for a key that is not there. */
    public static final int NONE = -1;

    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    /** The number at {@code key}, {@link #NONE} when there is none. */
    public int get(long key) {
        return values[slot(key)] - 1;
    }

    /** Puts {@code value}, zero or more, at {@code key} in place of what was there. */
    public void put(long key, int value) {
        int slot = slot(key);
        if (values[slot] == 0 && ++size * 3L > keys.length * 2L) {
            grow();
            slot = slot(key);
        }
        keys[slot] = key;
        values[slot] = value + 1;
    }

    /** How many keys there are. */
    public int size() {
        return size;
    }

    /** Forgets everything and gives its memory back. */
    public void clear() {
        keys = new long[64];
        values = new int[64];
        size = 0;
    }

    /** A well spread key of a text, FNV-1a over its UTF-16 units and a finisher. */
    public static long keyOf(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return spread(hash);
    }

    /** Mixes the bits of {@code value}, so that keys that differ in few bits fall apart (the finisher of SplitMix64). */
    public static long spread(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private int slot(long key) {
        int slot = (int) spread(key) & (keys.length - 1);
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
