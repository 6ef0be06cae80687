package loa.benchmarks.sink;

/** Which 64-bit hashes have been seen: 16 bytes each and no objects. Used by one thread. */
final class LongHashSet {
    private static final int FIRST = 1 << 16;

    private long[] slots = new long[FIRST];
    private int size;
    private boolean zero;

    /** Whether it was not in before. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        return put(slots, hash);
    }

    private boolean put(long[] table, long hash) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = hash;
        size++;
        return true;
    }

    private void grow() {
        long[] wider = new long[slots.length * 2];
        size = 0;
        for (long hash : slots) {
            if (hash != 0) {
                put(wider, hash);
            }
        }
        slots = wider;
    }
}
