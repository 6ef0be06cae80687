package loa.benchmarks;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import loa.benchmarks.load.LanesCommand;
import loa.benchmarks.load.MemoryCommand;
import loa.benchmarks.load.PlanCommand;
import loa.benchmarks.load.PushCommand;
import loa.benchmarks.load.ReceiptsCommand;
import loa.benchmarks.load.SmsCommand;
import loa.benchmarks.load.TopicCommand;
import loa.benchmarks.process.JavaChild;

/** The entry of {@code ./loa bench}: load runs end to end, one command each. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Load runs end to end; each prints a table.", subcommands = {
        SmsCommand.class, PushCommand.class, TopicCommand.class, ReceiptsCommand.class, LanesCommand.class, MemoryCommand.class,
        PlanCommand.class})
public final class Bench implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return WRONG_USE;
    }

    /** Runs one command and ends the process with its status: 1 when something was lost or sent twice. */
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", JavaChild.LOGGING);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
