package loa.delivery.lane;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import loa.contract.BulletinClass;
import loa.delivery.ledger.DeliveryState;

/**
 * What a lane counts, each by channel and lane.
 *
 * <ul>
 * <li>{@code loa.delivery.granted}: permits given; {@code loa.delivery.barred}: of these, not sent since something stood against it at the
 * last moment; {@code loa.delivery.attempt} times the calls to the provider. granted = barred + attempts + those about to begin.
 * <li>{@code loa.delivery.settled} by state: what was written to the ledger. attempts = settled as accepted, refused, gone, deferred or
 * unknown + those not written yet, as long as the process lives; settled as expired or cancelled follows no attempt.
 * <li>{@code loa.delivery.in.flight}: slots held, from the permit until it is written = granted since the start minus all that was written
 * of it. When it stays at {@code loa.delivery.slots} while attempts stand still, the provider does not answer; while attempts go on and
 * settled stands still, the ledger does not.
 * <li>{@code loa.delivery.lag}: work records that are not carried out; {@code loa.delivery.braked}: seconds for which the provider is left
 * alone, 0 when it is not; {@code loa.delivery.settle} times a batch written to the ledger.
 * </ul>
 */
public final class LaneMeters {
    private final MeterRegistry registry;
    private final String channel;
    private final Map<BulletinClass, Timer> attempts = new EnumMap<>(BulletinClass.class);
    private final Map<BulletinClass, Counter> granted = new EnumMap<>(BulletinClass.class);
    private final Map<BulletinClass, Counter> barred = new EnumMap<>(BulletinClass.class);
    private final Map<BulletinClass, Map<DeliveryState, Counter>> settled = new EnumMap<>(BulletinClass.class);
    private final Timer settle;

    /** Registers everything at once, so that a scrape before the first delivery shows zeros. */
    public LaneMeters(MeterRegistry registry, String channel) {
        this.registry = registry;
        this.channel = channel;
        this.settle = Timer.builder("loa.delivery.settle").description("One batch written to the ledger").tag("channel", channel)
                .register(registry);
        for (BulletinClass lane : BulletinClass.values()) {
            attempts.put(lane, Timer.builder("loa.delivery.attempt").description("One call to the provider").tag("channel", channel)
                    .tag("lane", lane.code()).register(registry));
            granted.put(lane, counter("loa.delivery.granted", lane));
            barred.put(lane, counter("loa.delivery.barred", lane));
            Map<DeliveryState, Counter> counters = new EnumMap<>(DeliveryState.class);
            for (DeliveryState state : DeliveryState.values()) {
                counters.put(state, Counter.builder("loa.delivery.settled").tag("channel", channel).tag("lane", lane.code())
                        .tag("state", state.code()).register(registry));
            }
            settled.put(lane, counters);
        }
    }

    void granted(BulletinClass lane) {
        get(granted, lane).increment();
    }

    void barred(BulletinClass lane) {
        get(barred, lane).increment();
    }

    void attempted(BulletinClass lane, Duration took) {
        get(attempts, lane).record(took);
    }

    void threw(BulletinClass lane) {
        Counter.builder("loa.delivery.sender.threw").tag("channel", channel).tag("lane", lane.code()).register(registry).increment();
    }

    void settled(BulletinClass lane, DeliveryState state) {
        get(get(settled, lane), state).increment();
    }

    void wrote(Duration took) {
        settle.record(took);
    }

    void watch(String name, BulletinClass lane, Supplier<Number> value) {
        Gauge.builder(name, value).tag("channel", channel).tag("lane", lane.code()).register(registry);
    }

    void watch(String name, Supplier<Number> value) {
        Gauge.builder(name, value).tag("channel", channel).register(registry);
    }

    private Counter counter(String name, BulletinClass lane) {
        return Counter.builder(name).tag("channel", channel).tag("lane", lane.code()).register(registry);
    }

    private static <K, V> V get(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no meter of " + key);
        }
        return value;
    }
}
