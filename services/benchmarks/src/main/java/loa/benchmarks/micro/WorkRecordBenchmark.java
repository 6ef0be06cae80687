package loa.benchmarks.micro;

import java.util.List;
import java.util.Optional;
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
import loa.contract.Ids;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.plan.RecordCutter;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;

/** What one work record of 500 recipients costs on its way, and what it costs to cut a page of 4,000 recipients into eight. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkRecordBenchmark {
    private static final int PAGE = 4_000;

    private final WorkRecordCodec codec = new WorkRecordCodec();
    private final Revision revision = new Revision(DirectiveId.next(), 1);
    private final List<Recipient> page = IntStream.range(0, PAGE)
            .mapToObj(i -> new Recipient(new RecipientId(Ids.next()), new AreaCode("98001-%03d".formatted(1 + i / 1_000)))).toList();
    private final WorkRecord record = new RecordCutter(WorkRecord.MOST).cut(revision, 0, page).getFirst();
    private final byte[] written = codec.write(record);

    /** A page of the audience becomes records. */
    @Benchmark
    public List<WorkRecord> cut() {
        return new RecordCutter(WorkRecord.MOST).cut(revision, 0, page);
    }

    /** A record becomes JSON. */
    @Benchmark
    public byte[] write() {
        return codec.write(record);
    }

    /** JSON becomes a record. */
    @Benchmark
    public Optional<WorkRecord> read() {
        return codec.read(written);
    }
}
