package loa.sandbox.behaviour;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a provider behaves. The same seed gives the n-th request the same fate.
 *
 * @param latencyMs         how long every answer takes
 * @param jitterMs          how much longer or shorter, evenly spread
 * @param acceptedPerSecond above it requests are turned away with 429; null for no limit
 * @param listDelayMs       how long it takes until what was accepted appears in a list
 * @param faults            tried in order; those that name a recipient first
 * @param receipts          of Twilio alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Behaviour(long seed, long latencyMs, long jitterMs, @Nullable Integer acceptedPerSecond, long listDelayMs,
        List<Fault> faults, ReceiptPlan receipts) {

    /** No latency, no limit, no faults. */
    public static final Behaviour IDEAL = new Behaviour(1, 0, 0, null, 0, List.of(), ReceiptPlan.IDEAL);

    public Behaviour {
        milliseconds("latencyMs", latencyMs);
        milliseconds("jitterMs", jitterMs);
        milliseconds("listDelayMs", listDelayMs);
        if (acceptedPerSecond != null && acceptedPerSecond < 1) {
            throw new IllegalArgumentException("acceptedPerSecond must be at least 1, but was " + acceptedPerSecond);
        }
        faults = List.copyOf(faults);
        double sum = faults.stream().filter(fault -> fault.to() == null).map(Fault::share).mapToDouble(Behaviour::orOne).sum();
        if (sum > 1.000_000_1) {
            throw new IllegalArgumentException("the shares of all faults must be at most 1 together, but were " + sum);
        }
    }

    static double orOne(@Nullable Double share) {
        return share == null ? 1 : share;
    }

    private static void milliseconds(String name, long value) {
        if (value < 0 || value > 600_000) {
            throw new IllegalArgumentException(name + " must be 0..600000, but was " + value);
        }
    }
}
