package loa.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory this process and its children hold, pages shared among them counted once (Linux: Pss). */
final class ResidentMemory {
    private ResidentMemory() {}

    /** In MiB; 0 where the system does not tell. */
    static long mebibytes() {
        Stream<ProcessHandle> all = Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants());
        return all.mapToLong(process -> proportionalKibibytes(process.pid())).sum() / 1024;
    }

    private static long proportionalKibibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            return 0; // it has ended meanwhile, or the system has no such file
        }
    }
}
