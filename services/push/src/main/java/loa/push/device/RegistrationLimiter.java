package loa.push.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import loa.api.problem.ProblemException;

/**
 * Bounds how many devices one network address may add without a key: {@code perMinute} at once, and as many again in each minute. Counts
 * in this process alone. Remembers a bounded number of addresses, the last ones that called. Thread-safe.
 */
public final class RegistrationLimiter {
    private static final int MOST_ADDRESSES = 10_000;

    private final Duration each;
    private final Duration most;
    private final InstantSource clock;
    /** When the allowance of an address is whole again. */
    private final Map<String, Instant> whole = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** At least one a minute. */
    public RegistrationLimiter(int perMinute, InstantSource clock) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("perMinute must be positive, but was " + perMinute);
        }
        this.most = Duration.ofMinutes(1);
        this.each = most.dividedBy(perMinute);
        this.clock = clock;
    }

    /**
     * Lets one more pass.
     *
     * @throws ProblemException 429 when the address has used up its allowance
     */
    void admit(String address) {
        Instant now = clock.instant();
        synchronized (whole) {
            Instant known = whole.getOrDefault(network(address), now);
            Instant next = (known.isBefore(now) ? now : known).plus(each);
            Duration over = Duration.between(now.plus(most), next);
            if (over.isPositive()) {
                throw ProblemException.tooMany(over);
            }
            whole.put(network(address), next);
        }
    }

    /** A subscriber of IPv6 has 2⁶⁴ addresses: the first four groups name him. */
    private static String network(String address) {
        String[] groups = address.split(":", 5);
        return groups.length < 5 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
