package loa.standalone.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on our class path. Its errors, and its output unless somebody reads it, are appended to a log. */
final class Child {
    private static final int SECONDS_TO_DIE = 10;

    private final String name;
    private final Process process;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * How to start one.
     *
     * @param heap     {@code 256m}
     * @param quick    compiled lightly: starts in half the time and runs slower
     * @param niceness below 0 before all others, where that is allowed
     */
    record Program(String name, Class<?> main, List<String> arguments, String heap, boolean quick, int niceness) {
        Program {
            arguments = List.copyOf(arguments);
        }
    }

    static Child start(Program program, Path log, boolean outputIsRead) {
        List<String> command = new ArrayList<>(program.niceness() == 0 ? List.of() : List.of("nice", "-n", "" + program.niceness()));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + program.heap(),
                "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (program.quick()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.main().getName()));
        command.addAll(program.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!outputIsRead) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        builder.environment().keySet().removeIf(variable -> variable.startsWith("LOA_"));
        try {
            return new Child(program.name(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be started".formatted(program.name()), e);
        }
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS)) {
                throw new IllegalStateException("%s does not die".formatted(name));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while killing %s".formatted(name), e);
        }
    }

    /** SIGSTOP: not one instruction more, while its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("%s did not take SIG%s".formatted(name, signal));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signalling %s".formatted(name), e);
        }
    }
}
