package loa.standalone;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on this machine, the services in one process. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "All of Loa with sample data and a sandbox; issues a sample directive.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private DemoRun run = new DemoRun();

    @Override
    public Integer call() {
        return run.with(new Together());
    }
}
