package loa.delivery.simulation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.lane.LaneMeters;
import loa.delivery.ledger.Transitions;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationTest {
    private static final int MOST_WORLDS_FOR_A_FAULT = Integer.getInteger("loa.simulation.worlds-for-a-fault", 400);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("loa.delivery");
    private static Level before;

    @BeforeAll
    static void beQuiet() {
        before = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(before);
    }

    @Test
    void promisesAreKeptInEveryWorld() {
        Long one = Long.getLong("loa.simulation.seed");
        if (one != null) {
            new Simulation(one, ends(), Mutation.NONE).runTraced();
            return;
        }
        long first = Long.getLong("loa.simulation.first", 1);
        long begun = System.nanoTime();
        Simulation.Tale tale = LongStream.range(first, first + Integer.getInteger("loa.simulation.seeds", 1_500)).parallel()
                .mapToObj(seed -> new Simulation(seed, ends(), Mutation.NONE).run()).reduce(Simulation.Tale.none(), Simulation.Tale::and);
        System.out.printf("%s in %s, %.1f s of all threads%n", tale, Duration.ofNanos(System.nanoTime() - begun), cpuSeconds());
        assertThat(tale.moves().keySet()).containsAll(possible());
        assertThat(tale.happened()).containsKeys(Happening.values());
    }

    /** Every way from a state to another one that {@link Transitions} knows. */
    private static Set<String> possible() {
        Set<String> possible = new TreeSet<>();
        Transitions.all()
                .forEach((from, methods) -> methods.values().forEach(states -> states.forEach(to -> possible.add(from + " > " + to))));
        return possible;
    }

    @ParameterizedTest
    // SETTLE_IGNORES_OWNER changes nothing that can come about: an attempt of a delivery has one owner. Another one takes it up only
    // under the next number, or under the same when it was put back; and who puts back has not sent, so that no answer of his can come.
    // Watch checks just that: no attempt is made twice. That the ledger looks at the owner all the same is kept by LedgerContract.
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"NONE", "SETTLE_IGNORES_OWNER"})
    void aFaultThatIsPutInIsNoticed(Mutation mutation) {
        // whose turn it is matters where it is crowded: other worlds need not be tried
        LongStream seeds = mutation == Mutation.LOWER_LANES_WAIT_FOR_EVER
                ? LongStream.rangeClosed(1, 25L * MOST_WORLDS_FOR_A_FAULT).filter(seed -> Scenario.of(seed).size().crowded())
                        .limit(MOST_WORLDS_FOR_A_FAULT)
                : LongStream.rangeClosed(1, MOST_WORLDS_FOR_A_FAULT);
        Optional<AssertionError> noticed = seeds.boxed().toList().parallelStream()
                .map(seed -> violation(seed, mutation)).flatMap(Optional::stream).findAny();

        assertThat(noticed).as("%s in %d worlds", mutation, MOST_WORLDS_FOR_A_FAULT).isPresent();
        System.out.printf("%s: %s%n", mutation, String.valueOf(noticed.orElseThrow().getMessage()).lines().findFirst().orElse(""));
    }

    private static Optional<AssertionError> violation(long seed, Mutation mutation) {
        try {
            Simulation.Tale unused = new Simulation(seed, ends(), mutation).run();
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }

    @Test
    void aSeedMakesTheSameWorldAgain() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(new Simulation(seed, ends(), Mutation.NONE).fingerprint()).as("seed %d", seed)
                    .isEqualTo(new Simulation(seed, ends(), Mutation.NONE).fingerprint());
        }
    }

    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime() / 1e9;
    }

    private static final Engine.Ends ENDS = new Engine.Ends(new LaneMeters(new SimpleMeterRegistry(), "sms"),
            new DeadLetterBox(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()), new SimpleMeterRegistry(),
                    "sms"));

    private static Engine.Ends ends() {
        return ENDS;
    }
}
