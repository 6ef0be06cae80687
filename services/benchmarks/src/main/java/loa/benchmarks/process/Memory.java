package loa.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a process holds. */
public final class Memory {
    private Memory() {}

    /** From now on the peak counts anew. */
    public static void forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most resident memory at once, in MiB. */
    public static long peakMebibytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lives on the heap of a JVM after a full collection, in KiB, whatever its collector; costs the JVM a pause. */
    public static long liveHeapKibibytes(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Programs.run(jcmd, Long.toString(pid), "GC.class_histogram");
        String total = Arrays.stream(histogram.split("\n")).filter(line -> line.startsWith("Total")).findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd has told nothing: " + histogram));
        String[] columns = total.trim().split("\\s+");
        return Long.parseLong(columns[2]) / 1024;
    }
}
