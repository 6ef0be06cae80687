package loa.standalone;

import java.time.Duration;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import loa.standalone.data.Ports;
import loa.standalone.demo.Demo;

/** The options of a run with sample data, and the run itself, whatever the arrangement of the services. */
final class DemoRun {
    private static final int MOST_RECIPIENTS = 9_000_000;

    @Option(names = "--exit", description = "End when the directive is settled, with a RESULT line and a status.")
    private boolean exit;
    @Option(names = "--recipients", defaultValue = "1000", description = "How many phones and devices the sample has (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--timeout", defaultValue = "600", description = "Seconds until an unsettled directive ends the run (${DEFAULT-VALUE}).")
    private int timeout;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    int with(Arrangement arrangement) {
        check();
        long start = System.nanoTime();
        System.out.println("Starting Kafka, PostgreSQL, the sandbox and the four services ...");
        Ports ports = Ports.of(System.getenv());
        Installation installation = Installation.start(System.getenv(), arrangement, true);
        try (var lifetime = new Lifetime(installation)) {
            installation.endWhenSandboxEnds();
            var demo = new Demo(installation.credentials(), path -> arrangement.baseOf(path, ports), System.out, isTerminal());
            installation.loadSampleOnce(recipients, demo);
            demo.startPlayers();
            installation.announce();
            System.out.printf("Ready in %.1f s; all processes hold %,d MiB.%n", (System.nanoTime() - start) / 1e9,
                    ResidentMemory.mebibytes());
            Demo.Ending ending = demo.run(Duration.ofSeconds(timeout), exit);
            System.out.printf("All processes hold %,d MiB.%n", ResidentMemory.mebibytes());
            if (exit) {
                ending.resultLine().ifPresent(System.out::println);
                lifetime.cameTo(ending.status());
                return ending.status();
            }
            demo.invite();
            lifetime.await();
            return 0;
        }
    }

    private void check() {
        if (recipients < 1 || recipients > MOST_RECIPIENTS) {
            throw new ParameterException(spec.commandLine(),
                    "--recipients must be 1..%d, but was %d".formatted(MOST_RECIPIENTS, recipients));
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be positive, but was " + timeout);
        }
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
