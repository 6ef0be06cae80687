package loa.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogManager;

import tools.jackson.databind.json.JsonMapper;

/**
 * Everything outside our walls as a process of its own: Kafka, PostgreSQL, the providers. Prints one line when all of it
 * answers, {@code READY} and JSON, or {@code FAILED {"reason": …}}. Ends in order on SIGTERM and when its standard input
 * ends, which it does when its parent dies in whatever way. Exit status 0 after an orderly end, 2 for wrong use, 3 when
 * something could not be started.
 */
public final class SandboxProcess {

    private static final Duration PATIENCE_WITH_THE_END = Duration.ofSeconds(5);

    private SandboxProcess() {}

    /** @param arguments see {@code README.md} */
    public static void main(String... arguments) {
        SandboxArguments parsed;
        try {
            parsed = SandboxArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()), 2);
            return;
        }
        try {
            logInto(parsed.data().resolve("log"));
            run(parsed);
        } catch (IOException | RuntimeException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage(), 3);
        }
    }

    /** Here logging is touched for the first time, so the settings above hold for all of it. */
    private static void run(SandboxArguments arguments) throws IOException {
        Surroundings surroundings = Surroundings.start(arguments);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            surroundings.close();
            ended.countDown();
        }, "sandbox-end"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> insist(ended), "sandbox-end-timer"));
        say("READY", surroundings.ready());
        if (arguments.staysAlone()) {
            await(ended);
            return;
        }
        while (System.in.read() >= 0) {
            // whatever the parent writes means that it is alive
        }
        System.exit(0);
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void insist(CountDownLatch ended) {
        try {
            if (ended.await(PATIENCE_WITH_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Loggers read these settings when the first of them is made. */
    private static void logInto(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException("the data directory " + directory.getParent() + " cannot be written to", e);
        }
        System.setProperty("loa.sandbox.log", directory.resolve("sandbox.log").toString());
        System.setProperty("logback.configurationFile", "sandbox/logback.xml");
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    }

    private static void fail(String reason, int status) {
        say("FAILED", Map.of("reason", reason));
        // halt, not exit: a broker that did not start leaves threads that nobody needs to wait for
        Runtime.getRuntime().halt(status);
    }

    private static void say(String word, Object json) {
        System.out.println(word + " " + JsonMapper.shared().writeValueAsString(json));
        System.out.flush();
    }
}
