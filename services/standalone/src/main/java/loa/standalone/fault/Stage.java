package loa.standalone.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import loa.contract.KeyDirectory;
import loa.standalone.data.Credentials;
import loa.standalone.data.DataDirectory;
import loa.standalone.data.People;
import loa.standalone.demo.LoaClient;
import loa.standalone.sandbox.Surroundings;

/**
 * All of Loa as many processes: three brokers, PostgreSQL, the providers, the desk, and as many instances of the channels as wanted. The
 * last instance of a channel reaches Kafka through forwarders, so that it can be cut off alone.
 */
final class Stage implements AutoCloseable {
    private static final int BROKERS = 3;
    private static final String SIGNING_KEY = "k1";
    /** Niceness of whoever notes when a send came: what waits for a processor at his door would seem to come all at once. */
    private static final int MEASURES_FIRST = -10;

    private final DataDirectory data;
    private final FreePorts ports;
    private final SandboxPart providers;
    private final SandboxPart postgres;
    private final List<SandboxPart> brokers = new ArrayList<>();
    private final List<Forwarder> forwarders = new ArrayList<>();
    private final List<ServicePart> services = new ArrayList<>();
    private final Credentials credentials;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread lastResort = new Thread(this::killEverything, "stage-end");

    /**
     * What is to be on it.
     *
     * @param sms    instances of the SMS service
     * @param push   instances of the push service, 0 for none
     * @param quick  compiled lightly, for short runs
     * @param engine properties of the channels
     */
    record Cast(int sms, int push, boolean quick, Map<String, Object> engine) {
        Cast {
            engine = Map.copyOf(engine);
        }
    }

    /** Starts all of it, in a directory that is empty. */
    static Stage start(Path directory, Cast cast) {
        var stage = new Stage(directory, new FreePorts(new SecureRandom()));
        boolean started = false;
        try {
            stage.startServices(cast);
            started = true;
            return stage;
        } finally {
            if (!started) {
                stage.close();
            }
        }
    }

    private Stage(Path directory, FreePorts ports) {
        this.ports = ports;
        data = DataDirectory.open(directory);
        Runtime.getRuntime().addShutdownHook(lastResort);
        providers = new SandboxPart("providers", directory.resolve("providers"),
                List.of("--only", "providers", "--sandbox-port", Integer.toString(ports.take())), MEASURES_FIRST);
        postgres = new SandboxPart("postgres", directory.resolve("postgres"),
                List.of("--only", "postgres", "--postgres-port", Integer.toString(ports.take()), "--schemas", "publisher,sms,push"), 0);
        addBrokers(directory, ports);
        credentials = new Credentials("", People.generate(), List.of(), new Credentials.VerificationKey(SIGNING_KEY, ""),
                new Credentials.Kafka(""), new Credentials.Postgres("", "", ""), null);
        People.write(data, credentials);
        new KeyDirectory(keys()).createIfMissing(SIGNING_KEY);
    }

    private void addBrokers(Path directory, FreePorts free) {
        List<Integer> controllers = Stream.generate(free::take).limit(BROKERS).toList();
        String voters = String.join(",", controllers.stream().map(String::valueOf).toList());
        for (int node = 1; node <= BROKERS; node++) {
            var forwarder = new Forwarder(free.take(), free.take());
            forwarders.add(forwarder);
            brokers.add(new SandboxPart("broker-" + node, directory.resolve("broker-" + node),
                    List.of("--only", "kafka", "--kafka-port", Integer.toString(free.take()), "--kafka-node", Integer.toString(node),
                            "--kafka-controllers", voters, "--kafka-detour", forwarder.target() + ":" + forwarder.port()),
                    0));
        }
    }

    private void startServices(Cast cast) {
        startAll(Stream.concat(Stream.of(postgres, providers), brokers.stream()).toList());
        services.add(new ServicePart(setting("publisher", loa.publisher.PublisherApplication.class, 1, cast)));
        for (int i = 1; i <= cast.sms(); i++) {
            services.add(new ServicePart(setting("sms-" + i, loa.sms.SmsApplication.class, cast.sms(), cast)));
        }
        for (int i = 1; i <= cast.push(); i++) {
            services.add(new ServicePart(setting("push-" + i, loa.push.PushApplication.class, cast.push(), cast)));
        }
        startAll(services);
    }

    private ServicePart.Setting setting(String name, Class<?> main, int instances, Cast cast) {
        String service = name.split("-", 2)[0];
        int port = ports.take();
        boolean cutOff = instances > 1 && name.endsWith("-" + instances);
        return new ServicePart.Setting(name, main, data.subdirectory(name), port, cast.quick(),
                new Properties(this, cast).of(service, port, cutOff));
    }

    /** Kafka as everybody reaches it, or by the detour. */
    String bootstrapServers(boolean byDetour) {
        return byDetour
                ? String.join(",", forwarders.stream().map(forwarder -> "127.0.0.1:" + forwarder.port()).toList())
                : String.join(",", brokers.stream().map(broker -> broker.said().kafka().bootstrapServers()).toList());
    }

    Surroundings.Postgres database() {
        return postgres.said().postgres();
    }

    Surroundings.Providers providers() {
        Surroundings.Providers said = providers.said().sandbox();
        if (said == null) {
            throw new IllegalStateException("the providers do not run");
        }
        return said;
    }

    Path keys() {
        return data.path().resolve("keys");
    }

    Path file(String name) {
        return data.path().resolve(name);
    }

    /** By its name: {@code sms-1}, {@code broker-2}, {@code postgres}. */
    Part part(String name) {
        return all().stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    /** Everything but the providers, who do not die with us. */
    List<Part> ours() {
        return all().stream().filter(part -> part != providers).toList();
    }

    List<Part> servicesOf(String service) {
        return services.stream().filter(part -> part.name().startsWith(service)).map(Part.class::cast).toList();
    }

    /** Side by side, and returns when all answer. */
    void startAll(List<? extends Part> parts) {
        parts.forEach(Part::startWithoutWaiting);
        parts.forEach(Part::awaitReady);
    }

    /** Everything of ours again after its death: the services once there is a database. */
    void startOurs() {
        startAll(Stream.concat(Stream.of(postgres), brokers.stream()).toList());
        startAll(services);
    }

    /** Nothing more passes between the cut-off instances and Kafka. */
    void cutOff() {
        forwarders.forEach(Forwarder::cut);
    }

    void reconnect() {
        forwarders.forEach(Forwarder::restore);
    }

    LoaClient as(String role) {
        Credentials.Person person = credentials.people().get(role);
        if (person == null) {
            throw new IllegalArgumentException("there is no " + role);
        }
        return new LoaClient(http, this::baseOf, person.apiKey());
    }

    private String baseOf(String path) {
        String service = path.startsWith("/api/v1/sms/") ? "sms-1" : path.startsWith("/api/v1/push/") ? "push-1" : "publisher";
        return services.stream().filter(part -> part.name().equals(service)).findFirst().orElseThrow().url();
    }

    /** How many deliveries of a channel are claimed and not settled: never fewer than the sends in flight. */
    int claimed(String schema) {
        Surroundings.Postgres at = database();
        try (Connection connection = DriverManager.getConnection(at.url(), at.user(), at.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("select count(*)::int from %s.delivery where state = 'sending'".formatted(schema))) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger of %s cannot be read".formatted(schema), e);
        }
    }

    @Override
    public void close() {
        killEverything();
        try {
            data.close();
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException endingAnyway) {
            // the shutdown has begun and runs the hook itself
        }
    }

    private void killEverything() {
        all().forEach(Part::killIfAny);
        forwarders.forEach(Forwarder::close);
    }

    private List<Part> all() {
        return Stream.of(services.stream(), brokers.stream(), Stream.of(postgres, providers)).flatMap(parts -> parts)
                .map(Part.class::cast).toList();
    }
}
