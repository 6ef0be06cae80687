package loa.benchmarks.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of PostgreSQL's processes, from {@code /proc} (proc_pid_stat(5)); on this machine only. Its grain is 10 ms. */
final class ServerProcesses {
    private static final double TICKS_PER_SECOND = 100;
    /** Counted from the field behind the name: state is 0. */
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED = 13;
    private static final int SYSTEM_OF_ENDED = 14;

    private final long postmaster;

    /**
     * @param backend any process that serves a connection
     */
    ServerProcesses(long backend) {
        this.postmaster = Long.parseLong(fields(backend)[PARENT]);
    }

    /** Seconds of all of them since the server began, those that have ended included. */
    double seconds() {
        String[] own = fields(postmaster);
        double ended = ticks(own, USER_OF_ENDED) + ticks(own, SYSTEM_OF_ENDED);
        double living = ProcessHandle.of(postmaster).stream().flatMap(p -> java.util.stream.Stream.concat(java.util.stream.Stream.of(p),
                p.children())).mapToDouble(p -> seconds(p.pid())).sum();
        return living + ended / TICKS_PER_SECOND;
    }

    /** Seconds of one of them. */
    static double seconds(long process) {
        String[] fields = fields(process);
        return (ticks(fields, USER) + ticks(fields, SYSTEM)) / TICKS_PER_SECOND;
    }

    private static double ticks(String[] fields, int field) {
        return Long.parseLong(fields[field]);
    }

    private static String[] fields(long process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
