package loa.delivery.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses of one origin: in which order they are tried, and how long each. One that did not answer is the last of the next time, so
 * that a dead one costs one opening at most. Lives on the event loop alone.
 */
final class Addresses {
    /** A handshake with the other side of the world takes less, also when its first packet is late. */
    private static final long SHORTEST_NANOS = 500_000_000L;

    private final Set<InetAddress> silent = new HashSet<>();

    /** Those that answered last time, then the others; otherwise as the name server gave them. */
    List<InetAddress> inOrder(InetAddress[] addresses) {
        if (silent.containsAll(Arrays.asList(addresses))) {
            silent.clear();
        }
        return Arrays.stream(addresses).sorted(Comparator.comparing(silent::contains)).toList();
    }

    void answered(InetAddress address) {
        silent.remove(address);
    }

    void silent(InetAddress address) {
        silent.add(address);
    }

    /** How long an address may take to connect, of the time that is left for it, as many others and the TLS handshake. */
    static long share(long leftNanos, int others) {
        return others == 0 ? leftNanos : Math.min(leftNanos, Math.max(SHORTEST_NANOS, leftNanos / (others + 2)));
    }
}
