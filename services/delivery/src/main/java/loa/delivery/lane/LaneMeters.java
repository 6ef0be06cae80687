package loa.delivery.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import loa.contract.BulletinClass;
import loa.delivery.ledger.DeliveryState;

/**
 * What a lane counts, each by channel and lane. Whatever counts deliveries has the tag {@code exercise} ({@code true} or {@code false})
 * too, so that an exercise is never taken for the real thing: an alert looks at {@code exercise="false"}, and the sum over both is what
 * went to the provider. Every relation below holds for each of the two alone, unless it says otherwise.
 *
 * <ul>
 * <li>{@code loa.delivery.granted}: permits given; {@code loa.delivery.barred}: of these, not sent since something stood against it at the
 * last moment; {@code loa.delivery.attempt} times the calls to the provider. granted = barred + attempts + those about to begin.
 * {@code loa.delivery.sender.threw}: the part of the attempts whose sender threw; they are settled as unknown.
 * <li>{@code loa.delivery.settled} by state: what was written to the ledger. attempts = settled as accepted, refused, gone, deferred or
 * unknown + those not written yet, as long as the process lives; settled as expired or cancelled follows no attempt.
 * <li>{@code loa.delivery.in.flight}: slots held, from the permit until it is written = granted, exercises and real ones together, since
 * the start minus all that was written of it: both share the slots. When it stays at {@code loa.delivery.slots} while attempts stand
 * still, the provider does not answer; while attempts go on and settled stands still, the ledger does not.
 * <li>{@code loa.delivery.lag}: work records that are not carried out, of exercises too; {@code loa.delivery.braked}: seconds for which the
 * provider is left alone, a thousandth of one while a send tries, 0 when all go; {@code loa.delivery.settle} times a batch written to the
 * ledger, whatever is in it.
 * </ul>
 */
public final class LaneMeters {
    private static final int KINDS_OF_A_LANE = 2;

    private final MeterRegistry registry;
    private final String channel;
    /** By lane, the real ones before the exercises: found by an index, as each delivery asks several times. */
    private final List<OfKind> kinds = new ArrayList<>();
    private final Timer settle;

    /** Registers everything at once, so that a scrape before the first delivery shows zeros and no delivery looks anything up by tags. */
    public LaneMeters(MeterRegistry registry, String channel) {
        this.registry = registry;
        this.channel = channel;
        this.settle = Timer.builder("loa.delivery.settle").description("One batch written to the ledger").tag("channel", channel)
                .register(registry);
        for (BulletinClass lane : BulletinClass.values()) {
            for (boolean exercise : new boolean[]{false, true}) {
                kinds.add(OfKind.register(registry,
                        Tags.of("channel", channel, "lane", lane.code(), "exercise", String.valueOf(exercise))));
            }
        }
    }

    private record OfKind(Timer attempts, Counter granted, Counter barred, Counter threw, Map<DeliveryState, Counter> settled) {
        static OfKind register(MeterRegistry registry, Tags tags) {
            Map<DeliveryState, Counter> settled = new EnumMap<>(DeliveryState.class);
            for (DeliveryState state : DeliveryState.values()) {
                settled.put(state, registry.counter("loa.delivery.settled", tags.and("state", state.code())));
            }
            return new OfKind(Timer.builder("loa.delivery.attempt").description("One call to the provider").tags(tags).register(registry),
                    registry.counter("loa.delivery.granted", tags), registry.counter("loa.delivery.barred", tags),
                    registry.counter("loa.delivery.sender.threw", tags), settled);
        }
    }

    void granted(Kind kind) {
        of(kind).granted().increment();
    }

    void barred(Kind kind) {
        of(kind).barred().increment();
    }

    void attempted(Kind kind, Duration took) {
        of(kind).attempts().record(took);
    }

    void threw(Kind kind) {
        of(kind).threw().increment();
    }

    void settled(Kind kind, DeliveryState state) {
        Objects.requireNonNull(of(kind).settled().get(state)).increment();
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

    private OfKind of(Kind kind) {
        return kinds.get(kind.lane().ordinal() * KINDS_OF_A_LANE + (kind.exercise() ? 1 : 0));
    }
}
