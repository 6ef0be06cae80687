package loa.standalone.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.SandboxProcess;
import loa.standalone.data.StartFailure;
import loa.standalone.sandbox.Surroundings;

/** A node of Kafka, PostgreSQL, or the providers, as a process of the sandbox. */
final class SandboxPart extends Part {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String READY = "READY ";

    private final Path directory;
    private final List<String> arguments;
    private final int niceness;
    private @Nullable Surroundings ready;

    /**
     * @param arguments beside the data directory
     * @param niceness  as in {@link Child.Program}
     */
    SandboxPart(String name, Path directory, List<String> arguments, int niceness) {
        super(name);
        this.niceness = niceness;
        this.directory = directory;
        this.arguments = List.copyOf(arguments);
    }

    /** What it said when it was ready. */
    Surroundings said() {
        if (ready == null) {
            throw new IllegalStateException("%s is not ready".formatted(name()));
        }
        return ready;
    }

    @Override
    Child begin() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = Stream.concat(Stream.of("--data", directory.toString()), arguments.stream()).toList();
        return Child.start(new Child.Program(name(), SandboxProcess.class, all, "256m", true, niceness), directory.resolve("output.log"),
                true);
    }

    @Override
    void awaitReady(Child started) {
        try {
            var lines = new BufferedReader(new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready = JSON.readValue(line.substring(READY.length()), Surroundings.class);
                    return;
                }
                if (line.startsWith("FAILED ")) {
                    throw new StartFailure("%s: %s".formatted(name(), line));
                }
            }
            throw new StartFailure("%s ended before it was ready; see %s.".formatted(name(), directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's own processes are no children of ours: the postmaster first, so that it starts none anew, then all of its backends. */
    @Override
    void killWhatItLeaves() {
        Path pidFile = directory.resolve("postgres/cluster/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try (Stream<String> lines = Files.lines(pidFile)) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            ProcessHandle.of(pid).filter(this::isOurs).ifPresent(postmaster -> {
                List<ProcessHandle> backends = postmaster.descendants().toList();
                postmaster.destroyForcibly();
                backends.forEach(ProcessHandle::destroyForcibly);
                Stream.concat(Stream.of(postmaster), backends.stream()).forEach(process -> process.onExit().join());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(directory.toString())).isPresent();
    }
}
