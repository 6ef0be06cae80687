package loa.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import loa.standalone.data.StartFailure;
import loa.standalone.fault.FaultsCommand;

/** The entry of the command line. Exit statuses: {@code api.md} section 11. */
@Command(name = "loa", subcommands = {DemoCommand.class, RunCommand.class,
        ApartCommand.class,
        FaultsCommand.class}, mixinStandardHelpOptions = true, description = "Reaches every resident of a province in seconds, and can prove it.")
public final class Loa implements Callable<Integer> {
    private static final int WRONG_USE = 2;
    private static final int CANNOT_START = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(System.err);
        return WRONG_USE;
    }

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        int status = new CommandLine(new Loa()).setExecutionExceptionHandler(Loa::explain).execute(arguments);
        System.exit(status);
    }

    /** A sentence where we know what is wrong; the trace only where we do not. */
    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (fault instanceof StartFailure) {
            PrintWriter err = command.getErr();
            err.println("loa: " + fault.getMessage());
            err.flush();
            return CANNOT_START;
        }
        throw fault;
    }
}
