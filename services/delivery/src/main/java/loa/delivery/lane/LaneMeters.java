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
 * What a lane counts. {@code loa.delivery.settled} with a state counts what the settler wrote; {@code loa.delivery.attempt} times calls
 * to the provider; attempts minus the settled ones of states that follow an attempt is what is in flight or not written yet.
 */
public final class LaneMeters {
    private final MeterRegistry registry;
    private final String channel;
    private final Map<BulletinClass, Timer> attempts = new EnumMap<>(BulletinClass.class);
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
            Map<DeliveryState, Counter> counters = new EnumMap<>(DeliveryState.class);
            for (DeliveryState state : DeliveryState.values()) {
                counters.put(state, Counter.builder("loa.delivery.settled").tag("channel", channel).tag("lane", lane.code())
                        .tag("state", state.code()).register(registry));
            }
            settled.put(lane, counters);
        }
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

    private static <K, V> V get(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no meter of " + key);
        }
        return value;
    }
}
