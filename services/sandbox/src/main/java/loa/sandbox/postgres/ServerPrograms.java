package loa.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own programs. They refuse to work as root, so root runs them in a user namespace of their own
 * ({@code unshare -U}), where files still belong to root; a container that forbids namespaces runs them as nobody, to
 * whom the data directory then belongs.
 */
final class ServerPrograms {

    private static final String NOBODY = "65534";

    private final Path home;
    private final Path output;
    private final List<String> prefix;

    private ServerPrograms(Path home, Path output, List<String> prefix) {
        this.home = home;
        this.output = output;
        this.prefix = prefix;
    }

    /**
     * @param home      holds {@code bin}
     * @param directory what the programs must be able to write to; what they print goes to a file in it
     */
    static ServerPrograms in(Path home, Path directory) throws IOException {
        Path output = directory.resolve("programs.log");
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerPrograms(home, output, List.of());
        }
        List<String> namespace = List.of("unshare", "-U");
        if (succeeds(namespace, "true")) {
            return new ServerPrograms(home, output, namespace);
        }
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (succeeds(List.of(), "chown", "-R", NOBODY + ":" + NOBODY, directory.toString())
                && succeeds(nobody, "test", "-w", directory.toString(), "-a", "-x", home.toString())) {
            return new ServerPrograms(home, output, nobody);
        }
        throw new IOException("PostgreSQL does not run as root, and neither a user namespace (unshare -U) nor the user"
                + " nobody can work in " + directory + " here; start as another user");
    }

    /**
     * Runs {@code bin/<program>} to its end.
     *
     * @throws IOException when it fails or takes longer than {@code limit}; what it printed is in the message
     */
    void run(Duration limit, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        int status = await(command, limit, ProcessBuilder.Redirect.to(output.toFile()));
        if (status != 0) {
            String said = Files.readString(output).strip();
            throw new IOException("PostgreSQL's " + program + " ended with status " + status + ": " + said);
        }
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            return await(all, Duration.ofSeconds(60), ProcessBuilder.Redirect.DISCARD) == 0;
        } catch (IOException programIsMissing) {
            return false;
        }
    }

    private static int await(List<String> command, Duration limit, ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException(command + " was not done after " + limit.toSeconds() + " s");
    }
}
