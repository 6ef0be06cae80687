package loa.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on this machine, the services in four processes. */
@Command(name = "apart", mixinStandardHelpOptions = true, description = "The same with the four services as four processes from their own jars.")
final class ApartCommand implements Callable<Integer> {
    @Mixin
    private DemoRun run = new DemoRun();

    @Override
    public Integer call() {
        return run.with(new Apart(Path.of("services")));
    }
}
