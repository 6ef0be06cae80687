package loa.delivery.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts by code what a provider did not do: meter {@code loa.provider.failures} with tags {@code provider}, {@code call} and {@code code}.
 * Warns at the first one and then at most once a minute, with the counts since the last line, so that an outage is seen without filling
 * the log. Thread-safe.
 */
public final class ProviderFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderFailures.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final String provider;
    private final String call;
    private final InstantSource clock;
    private final Map<String, Long> since = new TreeMap<>();
    private Instant nextLine = Instant.MIN;

    /**
     * Nothing has failed yet.
     *
     * @param call what is asked of the provider, such as {@code inquiry}
     */
    public ProviderFailures(MeterRegistry meters, String provider, String call, InstantSource clock) {
        this.meters = meters;
        this.provider = provider;
        this.call = call;
        this.clock = clock;
    }

    /**
     * One more.
     *
     * @param code a short code out of a small set; no personal data
     */
    public void add(String code) {
        meters.counter("loa.provider.failures", "provider", provider, "call", call, "code", code).increment();
        Instant now = clock.instant();
        synchronized (since) {
            since.merge(code, 1L, Long::sum);
            if (now.isBefore(nextLine)) {
                return;
            }
            LOG.atWarn().addKeyValue("provider", provider).addKeyValue("call", call).addKeyValue("codes", since.toString())
                    .log("The provider did not do what it was asked");
            since.clear();
            nextLine = now.plus(BETWEEN_LINES);
        }
    }
}
