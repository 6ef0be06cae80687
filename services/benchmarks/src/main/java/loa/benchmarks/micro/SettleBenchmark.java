package loa.benchmarks.micro;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.sql.Tally;

/** What it costs to sum up the outcomes of 500 deliveries for the counts, besides the statements that write them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SettleBenchmark {
    private static final int BATCH = 500;
    private static final int VILLAGES = 4;
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private final Revision revision = new Revision(DirectiveId.next(), 1);
    private final List<AreaCode> areas = IntStream.rangeClosed(1, VILLAGES).mapToObj(i -> new AreaCode("98001-%03d".formatted(i))).toList();

    /** As the settler does it: each delivery moves from sending to accepted, in the counts of its own area. */
    @Benchmark
    public Tally sumUp() {
        Tally tally = new Tally();
        for (int i = 0; i < BATCH; i++) {
            Tally.Place place = Tally.Place.of(revision, i % 8, areas.get(i % VILLAGES));
            tally.move(place, DeliveryState.SENDING, DeliveryState.ACCEPTED);
            tally.attempted(place, AT);
        }
        return tally;
    }
}
