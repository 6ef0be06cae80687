package loa.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** How long processes have used a processor, in user and system mode, in milliseconds: {@code /proc/<pid>/stat}, in steps of 10 ms. */
public final class ProcessorTime {
    private static final int USER_TIME = 11;
    private static final int WAITED_FOR_CHILDREN = 13;
    /** USER_HZ has been 100 on every Linux for as long as there has been a /proc; source: proc_pid_stat(5). */
    private static final long MILLIS_OF_A_TICK = 10;

    private ProcessorTime() {}

    /** Of this process alone. */
    public static long ofProcess(long pid) {
        return ticks(pid, USER_TIME) * MILLIS_OF_A_TICK;
    }

    /** Of this process and all that it has started, also of those that have ended meanwhile. */
    public static long ofFamily(long pid) {
        LongStream descendants = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), descendants)
                .map(member -> (ticks(member, USER_TIME) + ticks(member, WAITED_FOR_CHILDREN)) * MILLIS_OF_A_TICK).sum();
    }

    /** Two neighbouring fields together, user and system; 0 when the process has ended meanwhile. */
    private static long ticks(long pid, int first) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
        } catch (IOException e) {
            if (!Files.exists(file)) {
                return 0;
            }
            throw new UncheckedIOException(e);
        }
    }
}
