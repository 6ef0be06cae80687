package loa.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import loa.contract.SmsSegments;

/** What it costs to count the segments of a text of 140 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SegmentsBenchmark {
    private final String withDiacritics = "Bão số 9 đổ bộ tối nay, gió cấp 12. Ở yên trong nhà kiên cố, không ra khơi. ".repeat(2)
            .substring(0, 140);
    private final String without = "Bao so 9 do bo toi nay, gio cap 12. O yen trong nha kien co, khong ra khoi. ".repeat(2).substring(0,
            140);

    /** Vietnamese as it is written: UCS-2. */
    @Benchmark
    public SmsSegments diacritics() {
        return SmsSegments.of(withDiacritics);
    }

    /** The same without diacritics: GSM-7. */
    @Benchmark
    public SmsSegments plain() {
        return SmsSegments.of(without);
    }
}
