package loa.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

import loa.contract.KeyDirectory;
import loa.standalone.data.Credentials;
import loa.standalone.data.CredentialsFile;
import loa.standalone.data.DataDirectory;
import loa.standalone.data.People;
import loa.standalone.data.Ports;
import loa.standalone.data.SampleFile;
import loa.standalone.demo.Demo;
import loa.standalone.sandbox.SandboxChild;
import loa.standalone.sandbox.Surroundings;
import loa.standalone.server.RunningServices;

/** All of Loa on this machine, in one data directory: broker and database in a child process, the services as arranged. */
final class Installation implements AutoCloseable {
    static final String SIGNING_KEY = "k1";

    private final DataDirectory data;
    private final SandboxChild sandbox;
    private final RunningServices services;
    private final CredentialsFile credentialsFile;
    private Credentials credentials;
    private volatile boolean closing;

    private Installation(DataDirectory data, SandboxChild sandbox, RunningServices services, CredentialsFile file,
            Credentials credentials) {
        this.data = data;
        this.sandbox = sandbox;
        this.services = services;
        this.credentialsFile = file;
        this.credentials = credentials;
    }

    /**
     * Starts everything; what was started is ended again when something fails. The health check stays at 503 until {@link #announce}.
     *
     * @throws loa.standalone.data.StartFailure with one sentence for the user
     */
    static Installation start(Map<String, String> environment, Arrangement arrangement,
            boolean withSandbox) {
        Ports ports = Ports.of(environment);
        arrangement.requireFreePorts(ports);
        Path dataPath = Path.of(environment.getOrDefault("LOA_DATA_DIR", "data"));
        try (var undo = new Undo()) {
            DataDirectory data = undo.add(DataDirectory.open(dataPath.toAbsolutePath().normalize()));
            if (!withSandbox) {
                new SampleFile(data).refuseWithoutSandbox();
            }
            Logging.into(data);
            var file = new CredentialsFile(data);
            Settings settings = new Settings(environment, data, ports);
            KeyDirectory keys = new KeyDirectory(settings.keysDirectory());
            keys.createIfMissing(SIGNING_KEY);
            SandboxChild sandbox = undo.add(SandboxChild.start(data, ports, withSandbox));
            Credentials credentials = credentials(file, settings, sandbox.surroundings(), keys);
            file.write(credentials); // at once: after a crash the next start has to know the same people
            People.write(data, credentials);
            RunningServices services = undo.add(arrangement.start(settings, sandbox.surroundings()));
            new Doors(path -> arrangement.baseOf(path, ports)).awaitOpen(credentials);
            undo.keep();
            return new Installation(data, sandbox, services, file, credentials);
        }
    }

    Credentials credentials() {
        return credentials;
    }

    /** Lets the demo load its invented people, unless this directory has them; goes on where a crash has ended the loading. */
    void loadSampleOnce(int recipients, Demo demo) {
        var file = new SampleFile(data);
        SampleFile.Sample sample = file.read().orElse(new SampleFile.Sample(recipients, false));
        if (!sample.complete()) {
            file.write(sample);
            demo.loadSample(sample.recipients(), this::keepCredentials);
            sample = new SampleFile.Sample(sample.recipients(), true);
            file.write(sample);
        }
        if (sample.recipients() != recipients) {
            System.out.printf("This data directory holds %,d phones and as many devices; for %,d set LOA_DATA_DIR to an empty directory.%n",
                    sample.recipients(), recipients);
        }
    }

    DataDirectory data() {
        return data;
    }

    /** Notes changed credentials, such as the keys of stations, which are shown once. */
    private void keepCredentials(Credentials changed) {
        credentials = changed;
        credentialsFile.write(changed);
    }

    /** Lets the health check say what the services say. */
    void announce() {
        services.announce();
    }

    /** Without broker and database nothing can go on: says so and ends the process. */
    void endWhenSandboxEnds() {
        sandbox.onExit(() -> {
            if (!closing) {
                System.err.println("loa: Kafka and PostgreSQL have ended unexpectedly; see log/sandbox.log in the data directory.");
                System.exit(1);
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        try (data; sandbox; services) {
            // the services first, the lock of the data directory last
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory could not be unlocked", e);
        }
    }

    private static Credentials credentials(CredentialsFile file, Settings settings, Surroundings around, KeyDirectory keys) {
        Credentials former = file.read().orElse(null);
        Surroundings.Providers providers = around.sandbox();
        return new Credentials(settings.publicUrl(), former == null ? People.generate() : former.people(),
                former == null ? java.util.List.of() : former.stations(),
                new Credentials.VerificationKey(SIGNING_KEY, keys.ring().publicKey(SIGNING_KEY)),
                new Credentials.Kafka(around.kafka().bootstrapServers()),
                new Credentials.Postgres(around.postgres().url(), around.postgres().user(), around.postgres().password()), providers == null
                        ? null
                        : new Credentials.Sandbox(providers.url(), providers.twilioAccountSid(), providers.twilioAuthToken()));
    }
}
