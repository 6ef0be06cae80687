package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Instances;
import loa.delivery.control.Liveness;
import loa.delivery.control.Restraints;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a look at what stands against a send holds. */
class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");
    private static final List<AreaCode> AREAS = List.of(new AreaCode("99001-01"));
    private static final long A_SECOND = 1_000_000_000L;

    private long count = 1_000 * A_SECOND;
    private final Clocks clocks = new Clocks(() -> NOW, () -> count);
    private final Hearing hearing = new Hearing(clocks);
    private final ControlState controls = new ControlState(_ -> new Restraints.Snapshot(Map.of(), Set.of()), clocks);

    @Test
    void aLookHoldsNoLongerThanTheDeskWasHeard() {
        Gate gate = gate(Duration.ofSeconds(5));
        controls.refresh();
        hearing.heard(count - A_SECOND);
        assertThat(left(gate, Duration.ofHours(1))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void norThanWhatWasReadOfTheLedgerIsBelieved() {
        Gate gate = gate(Duration.ofSeconds(5));
        controls.refresh();
        count += A_SECOND * 9 / 10;
        hearing.heard(count);
        assertThat(left(gate, Duration.ofHours(1))).isEqualTo(Duration.ofMillis(1_100));
    }

    @Test
    void norThanTheLease() {
        Gate gate = gate(Duration.ofMillis(700));
        controls.refresh();
        hearing.heard(count);
        assertThat(left(gate, Duration.ofHours(1))).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void norThanTheDirective() {
        Gate gate = gate(Duration.ofSeconds(5));
        controls.refresh();
        hearing.heard(count);
        assertThat(left(gate, Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(300));
    }

    private Duration left(Gate gate, Duration toExpiry) {
        OffsetDateTime from = NOW.minusSeconds(60).atOffset(LoaJson.OFFSET);
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.SMS), AREAS, AREAS, List.of(new Bulletin(Channel.SMS, "vi", null, "Mã K7M4Q2XD", null)), from,
                NOW.plus(toExpiry).atOffset(LoaJson.OFFSET), from);
        return Duration.ofNanos(gate.holdsUntil(directive, gate.owner()) - count);
    }

    private Gate gate(Duration lease) {
        return new Gate(controls, new Liveness(new Alone(), "test", lease, clocks, _ -> {
        }), hearing, clocks);
    }

    /** One engine that lives. */
    private static final class Alone implements Instances {
        @Override
        public int register(String id, Duration lease) {
            return 1;
        }

        @Override
        public boolean renew(int number, Duration lease) {
            return true;
        }

        @Override
        public int alive() {
            return 1;
        }
    }
}
