package loa.benchmarks.sink;

import java.util.Arrays;

/** How many came within one second, whichever second it is: a window of 1,000 whole milliseconds that slides. Used by one thread. */
final class SecondWindow {
    private static final int MILLIS = 1_000;

    private final int[] counts = new int[MILLIS];
    private long now;
    private int within;
    private int most;

    /** One more at this moment; moments never go backwards here, an earlier one counts as the latest. */
    void add(long millis) {
        slide(millis);
        counts[(int) (now % MILLIS)]++;
        within++;
        most = Math.max(most, within);
    }

    /** How many in the second that ends now. */
    int within() {
        return within;
    }

    /** The fullest second so far. */
    int most() {
        return most;
    }

    private void slide(long millis) {
        if (millis - now >= MILLIS) {
            Arrays.fill(counts, 0);
            within = 0;
            now = millis;
            return;
        }
        while (now < millis) {
            now++;
            int slot = (int) (now % MILLIS);
            within -= counts[slot];
            counts[slot] = 0;
        }
    }
}
