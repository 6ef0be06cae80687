package loa.delivery.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.SqlRestraints;
import loa.delivery.lane.Lanes;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.postgres.Database;
import loa.delivery.support.FakeChannel;
import loa.delivery.support.TestDesk;
import loa.delivery.support.TestSchema;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;

/** One channel, its desk and its engines, on real Kafka and PostgreSQL. */
final class EngineFixture {
    static final AreaCode EAST = new AreaCode("99001-01");
    static final AreaCode WEST = new AreaCode("99001-02");
    static final Duration LONG = Duration.ofSeconds(40);
    /** One pair of keys for all: what an earlier test said is genuine, as in a topic that is kept for ever. */
    private static final Path KEYS = directory();

    final List<DeliveryEngine<String>> engines = new ArrayList<>();
    final TestDesk desk = new TestDesk(KEYS, SharedServers.kafka().bootstrapServers());
    final FakeChannel channel = new FakeChannel(Channel.SMS);
    TestSchema schema = new TestSchema();

    private static Path directory() {
        try {
            return Files.createTempDirectory("loa-engine-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() throws InterruptedException {
        for (DeliveryEngine<String> engine : engines) {
            engine.stop();
        }
        desk.close();
        schema.close();
    }

    /** The ledger is gone; the next engine finds an empty one. */
    void loseSchema() {
        schema.close();
        schema = new TestSchema();
    }

    DeliveryEngine<String> start() throws InterruptedException {
        return start(schema.source());
    }

    DeliveryEngine<String> start(DataSource source) throws InterruptedException {
        DeliveryEngine<String> engine = make(source);
        engine.start();
        if (engines.isEmpty()) {
            desk.listen();
        }
        engines.add(engine);
        return engine;
    }

    DeliveryEngine<String> make(DataSource source) {
        var pace = new Lanes.Pace(new PaceSettings(512, 128, 0), new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5)),
                Duration.ofMillis(500));
        var settings = new EngineSettings("test-" + engines.size(), pace, Duration.ofSeconds(2), Duration.ofSeconds(6), 1, false, 24);
        var outside = new Surroundings(new Surroundings.Connections(source, source), Map.of("bootstrap.servers", desk.bootstrap()),
                desk.keys().signingKey("k1"),
                desk.keys().ring(), Clock.systemUTC(), new SimpleMeterRegistry());
        var controls = new ControlState(new SqlRestraints(new Database(source)), Clocks.by(Clock.systemUTC()));
        return new DeliveryEngine<>(channel.ports(), settings, outside, controls);
    }

    long ofClass(int remainder) {
        return channel.recipients().stream().filter(r -> Math.floorMod(r.id().hashCode(), 10) == remainder).count();
    }

    boolean isComplete(IssuedDirective directive) {
        List<LoaEvent.DeliveryReport> reports = desk.reports(directive);
        return !reports.isEmpty() && reports.stream().allMatch(r -> r.planning() == Planning.COMPLETE);
    }

    /** The tally says what the rows say. */
    void assertLedgerAgrees(IssuedDirective directive) {
        String id = directive.directive().toString();
        for (String state : List.of("sending", "deferred", "unknown", "accepted", "refused", "gone", "expired", "cancelled")) {
            assertThat(schema.number("select coalesce(sum(" + state + "), 0)::bigint as number from tally where directive = '" + id + "'"))
                    .as(state).isEqualTo(schema.number("select count(*) as number from delivery where state = '" + state
                            + "' and revision_key in (select revision_key from directive_taken where directive = '" + id + "')"));
        }
    }
}
