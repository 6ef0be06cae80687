package loa.standalone;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on this machine with what is in the data directory. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "All of Loa with what is in the data directory.")
final class RunCommand implements Callable<Integer> {
    @Option(names = "--sandbox", description = "Send to the sandbox instead of to Twilio and Firebase.")
    private boolean sandbox;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        Installation installation = Installation.start(System.getenv(), new Together(), sandbox);
        try (var lifetime = new Lifetime(installation)) {
            installation.endWhenSandboxEnds();
            installation.announce();
            System.out.printf("Ready in %.1f s at %s%nSign-in: %s/credentials.json%n", (System.nanoTime() - start) / 1e9,
                    installation.credentials().console(), installation.data().path());
            lifetime.await();
            return 0;
        }
    }
}
