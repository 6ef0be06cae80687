package loa.standalone.demo;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;

import loa.standalone.data.Credentials;
import loa.standalone.pause.Pause;

/** One run of the demo against a started installation. */
public final class Demo {
    private static final int SETTLED = 0;
    private static final int CONTRADICTION = 1;
    private static final int NOT_SETTLED = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final int LOOKS_WITHOUT_NEWS = 10;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Credentials.Sandbox sandbox;
    private final UnaryOperator<String> baseOf;
    private final PrintStream out;
    private final ProgressScreen screen;
    private Credentials credentials;

    /**
     * @param baseOf   where the service that owns a path listens
     * @param terminal whether {@code out} can be redrawn
     */
    public Demo(Credentials credentials, UnaryOperator<String> baseOf, PrintStream out, boolean terminal) {
        if (credentials.sandbox() == null) {
            throw new IllegalArgumentException("the demo needs a sandbox");
        }
        this.credentials = credentials;
        this.sandbox = credentials.sandbox();
        this.baseOf = baseOf;
        this.out = out;
        this.screen = new ProgressScreen(out, terminal);
    }

    /** How the run ended. */
    public record Ending(int status, Optional<String> resultLine) {}

    /**
     * Loads the sample province; loading it a second time changes nothing.
     *
     * @param keep takes the credentials with the stations' keys as soon as they are known
     */
    public void loadSample(int recipients, Consumer<Credentials> keep) {
        out.printf("Loading the sample province with %,d phones and as many devices ...%n", recipients);
        var sample = new SampleData(as("administrator"), as("drafter"), out);
        sample.loadAreas();
        sample.loadPeople(recipients);
        credentials = credentials.withStations(sample.provideStations(credentials.stations()));
        keep.accept(credentials);
    }

    /** Lets the sandbox's players play for the stations of the sample. */
    public void startPlayers() {
        new SandboxClient(http, sandbox.url()).playFor(baseOf.apply("/api/v1/stations"), credentials.stations());
    }

    /** Issues the sample directive and shows its progress until it is settled or the time is over. */
    public Ending run(Duration timeout, boolean judge) {
        var provider = new SandboxClient(http, sandbox.url());
        JsonNode before = provider.summary();
        JsonNode issued = SampleDirective.issue(as("drafter"), as("approver"));
        out.printf("Issued directive %s (emergency) to the sample province:%n", issued.path("id").asString());
        String path = "/api/v1/directives/" + issued.path("id").asString() + "/progress";
        JsonNode progress = watch(path, timeout);
        if (!progress.path("settled").asBoolean()) {
            out.printf("Not settled within %d s.%n", timeout.toSeconds());
            return new Ending(NOT_SETTLED, Optional.of(new DemoResult(progress, before, provider.summary()).line()));
        }
        progress = awaitReceipts(path, progress);
        var result = new DemoResult(progress, before, provider.summary());
        List<String> contradictions = judge ? result.contradictions() : List.of();
        contradictions.forEach(out::println);
        return new Ending(contradictions.isEmpty() ? SETTLED : CONTRADICTION, Optional.of(result.line()));
    }

    /** Tells where to go on. */
    public void invite() {
        out.printf("%nConsole:  %s%nSandbox:  %s/sandbox/  (phones, apps and loudspeakers receiving)%n", credentials.console(),
                sandbox.url());
        credentials.people().values().forEach(p -> out.printf("Sign-in:  %-14s %s%n", p.name(), p.password()));
        out.println("Ctrl-C ends everything; the data stays.");
    }

    private JsonNode watch(String path, Duration timeout) {
        LoaClient approver = as("approver");
        long deadline = System.nanoTime() + timeout.toNanos();
        JsonNode progress = approver.get(path);
        screen.show(progress);
        while (!progress.path("settled").asBoolean() && System.nanoTime() < deadline) {
            Pause.of(BETWEEN_LOOKS);
            progress = approver.get(path);
            screen.show(progress);
        }
        return progress;
    }

    /** Receipts come after the last send: waits while they still come, so that the result shows them. */
    private JsonNode awaitReceipts(String path, JsonNode settled) {
        JsonNode progress = settled;
        int looksWithoutNews = 0;
        while (receiptsMissing(progress) > 0 && looksWithoutNews < LOOKS_WITHOUT_NEWS) {
            Pause.of(BETWEEN_LOOKS);
            JsonNode next = as("approver").get(path);
            looksWithoutNews = receiptsMissing(next) < receiptsMissing(progress) ? 0 : looksWithoutNews + 1;
            progress = next;
            screen.show(progress);
        }
        return progress;
    }

    private static long receiptsMissing(JsonNode progress) {
        JsonNode counts = progress.path("channels").path("sms").path("counts");
        return counts.path("accepted").asLong() - counts.path("delivered").asLong() - counts.path("undelivered").asLong();
    }

    private LoaClient as(String role) {
        Credentials.Person person = credentials.people().get(role);
        if (person == null) {
            throw new IllegalStateException("credentials.json has no " + role);
        }
        return new LoaClient(http, baseOf, person.apiKey());
    }
}
