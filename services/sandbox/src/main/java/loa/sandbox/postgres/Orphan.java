package loa.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The server that runs on a cluster's directory, whoever started it. */
final class Orphan {

    private final ServerPrograms programs;
    private final Path cluster;

    Orphan(ServerPrograms programs, Path cluster) {
        this.programs = programs;
        this.cluster = cluster;
    }

    /**
     * Ends it in order and waits for that. A {@code postmaster.pid} whose number belongs to another program by now is
     * removed: PostgreSQL itself would take that program for a running server and refuse to start.
     */
    void end() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (!isOurs(pid(pidFile))) {
            Files.delete(pidFile);
            return;
        }
        try {
            stop("fast", 20);
        } catch (IOException stuck) {
            stop("immediate", 10);
        }
    }

    private void stop(String mode, int seconds) throws IOException {
        programs.run(Duration.ofSeconds(seconds + 5), "pg_ctl",
                List.of("stop", "-m", mode, "-w", "-t", String.valueOf(seconds), "-s", "-D", cluster.toString()));
    }

    private boolean isOurs(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(cluster.toString())).isPresent();
    }

    private static long pid(Path pidFile) throws IOException {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).filter(line -> line.matches("[0-9]{1,10}")).map(Long::parseLong)
                    .orElse(-1L);
        }
    }
}
