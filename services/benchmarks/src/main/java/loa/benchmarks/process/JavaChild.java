package loa.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A main class of our own class path in a process of its own. It ends with us. */
public final class JavaChild implements AutoCloseable {
    /** What little is logged, on standard error; Loa has a configuration of its own. */
    public static final String LOGGING = "loa/benchmarks/logback.xml";

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(15);
    private static final int LINES_OF_ERRORS = 30;
    private static final String END = "(it has ended)";

    private final String name;
    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private JavaChild(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        // not a virtual thread: reading a pipe holds its carrier, and there are no more of these than processors
        Thread.ofPlatform().daemon().name("output-of-" + name).start(this::read);
    }

    /**
     * What to start.
     *
     * @param options     of the JVM
     * @param environment besides our own, of which everything that begins with {@code LOA_} is left out
     * @param niceness    below 0 before all others, where that is allowed
     */
    public record Order(Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment, int niceness) {
        /** Like all others. */
        public Order(Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment) {
            this(main, options, arguments, environment, 0);
        }

        /** Copies the collections. */
        public Order {
            options = List.copyOf(options);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts it.
     *
     * @param directory for a file with what it says on its standard error
     */
    public static JavaChild start(Order order, Path directory) {
        List<String> command = new ArrayList<>(order.niceness() == 0 ? List.of() : List.of("nice", "-n", "" + order.niceness()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dlogback.configurationFile=" + LOGGING);
        command.addAll(order.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), order.main().getName()));
        command.addAll(order.arguments());
        String name = order.main().getSimpleName();
        Path errors = directory.resolve(name + "-errors.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("LOA_"));
        builder.environment().putAll(order.environment());
        try {
            return new JavaChild(name, builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its number. */
    public long pid() {
        return process.pid();
    }

    /** The next line of its output that begins so; what stands before it is passed over. */
    public String await(String beginning, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0; left = deadline - System.nanoTime()) {
                String line = lines.poll(left, TimeUnit.NANOSECONDS);
                if (line != null && line.startsWith(beginning)) {
                    return line;
                }
                if (END.equals(line)) {
                    throw new IllegalStateException("%s has ended before it said %s:%n%s".formatted(name, beginning, lastErrors()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
        throw new IllegalStateException("%s has not said %s within %s:%n%s".formatted(name, beginning, patience, lastErrors()));
    }

    /** The file itself is deleted with everything else. */
    private String lastErrors() {
        try (var all = Files.lines(errors)) {
            return all.toList().reversed().stream().limit(LINES_OF_ERRORS).toList().reversed().stream().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(its errors could not be read: " + e.getMessage() + ")";
        }
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it until {@link #proceed}: it uses no processor meanwhile. */
    public void halt() {
        Programs.run("kill", "-STOP", Long.toString(pid()));
    }

    /** Lets it go on. */
    public void proceed() {
        Programs.run("kill", "-CONT", Long.toString(pid()));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            proceed();
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_AT_THE_END)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(its output could not be read: " + e.getMessage() + ")");
        }
        lines.add(END);
    }
}
