package loa.delivery.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.api.access.Caller;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.Planning;
import loa.contract.Role;
import loa.contract.Topics;
import loa.delivery.Revision;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.SqlRestraints;
import loa.delivery.held.HeldDirective;
import loa.delivery.held.HeldDirectives;
import loa.delivery.held.HeldStore;
import loa.delivery.lane.Lanes;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.support.FakeChannel;
import loa.delivery.support.TestDesk;
import loa.delivery.support.TestSchema;
import loa.sandbox.SharedServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A channel that has lost its records, on real Kafka and PostgreSQL. */
class HeldDirectivesEndToEndTest {
    private static final AreaCode EAST = new AreaCode("99001-03");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Caller ADMINISTRATOR = new Caller("a1", "administrator", Set.of(Role.ADMINISTRATOR), null);
    private static final Caller OTHER = new Caller("a2", "other", Set.of(Role.ADMINISTRATOR), null);
    private static final Caller APPROVER = new Caller("p1", "approver", Set.of(Role.APPROVER), null);

    @TempDir
    static Path directory;
    private final FakeChannel channel = new FakeChannel(Channel.SMS);
    private final TestDesk desk = new TestDesk(directory, SharedServers.kafka().bootstrapServers());
    private TestSchema schema = new TestSchema();
    private @Nullable DeliveryEngine<String> engine;

    @AfterEach
    void close() throws InterruptedException {
        stop();
        desk.close();
        schema.close();
    }

    @Test
    void whatWasInForceWaitsForAPersonWhoLetsItGoOrDropsIt() throws Exception {
        channel.with(50, EAST);
        start();
        desk.listen();
        IssuedDirective released = issued(Duration.ofHours(1));
        IssuedDirective dropped = issued(Duration.ofHours(1));
        IssuedDirective cancelled = issued(Duration.ofHours(1));
        IssuedDirective cancelledBefore = issued(Duration.ofHours(1));
        IssuedDirective expiring = issued(Duration.ofHours(1));
        List<IssuedDirective> all = List.of(released, dropped, cancelled, cancelledBefore, expiring);
        await().atMost(LONG).until(() -> all.stream().allMatch(d -> desk.counts(d).accepted() == 50));
        desk.cancel(cancelledBefore);
        await().atMost(LONG).until(() -> desk.reports(cancelledBefore).stream().anyMatch(r -> r.cancelAcknowledgedAt() != null));
        stop();
        schema.close();
        schema = new TestSchema();
        start();

        await().atMost(LONG).until(() -> Stream.of(released, dropped, cancelled, expiring).allMatch(d -> is(d, Planning.HELD)));
        await().atMost(LONG).until(() -> is(cancelledBefore, Planning.COMPLETE));
        assertThat(desk.counts(released)).as("the new schema has counted nobody").isEqualTo(Counts.NONE);
        var held = new HeldDirectives(new HeldStore(schema.database()), Clock.systemUTC());
        assertThat(held.list(ADMINISTRATOR, true, new PageRequest(50, null)).items()).extracting(h -> h.content().directive())
                .contains(released.directive(), dropped.directive()).doesNotContain(cancelledBefore.directive());
        assertThatThrownBy(() -> held.release(APPROVER, Revision.of(released), "x")).isInstanceOf(ProblemException.class);

        HeldDirective afterRelease = held.release(ADMINISTRATOR, Revision.of(released), "Người dân phải biết, dù nhận hai lần.");
        assertThat(afterRelease.standing()).isEqualTo(HeldDirective.Standing.RELEASED);
        assertThat(held.release(ADMINISTRATOR, Revision.of(released), "Lần nữa").decision()).isEqualTo(afterRelease.decision());
        assertConflict("released", () -> held.release(OTHER, Revision.of(released), "x"));
        assertConflict("released", () -> held.drop(ADMINISTRATOR, Revision.of(released), "x"));
        held.drop(ADMINISTRATOR, Revision.of(dropped), "Nhà cung cấp xác nhận đã gửi hết.");
        assertThat(held.drop(ADMINISTRATOR, Revision.of(dropped), "x").standing()).isEqualTo(HeldDirective.Standing.DROPPED);
        desk.cancel(cancelled);
        schema.change("update directive_taken set expires = now() where directive = '" + expiring.directive() + "'");

        await().atMost(LONG).until(() -> desk.counts(released).accepted() == 50 && is(released, Planning.COMPLETE));
        await().atMost(LONG).until(() -> is(dropped, Planning.COMPLETE));
        await().atMost(LONG).until(() -> is(cancelled, Planning.COMPLETE)
                && desk.reports(cancelled).stream().anyMatch(r -> r.cancelAcknowledgedAt() != null));
        await().atMost(LONG).until(() -> is(expiring, Planning.COMPLETE));
        assertThat(Stream.of(dropped, cancelled, expiring).map(desk::counts)).containsOnly(Counts.NONE);
        assertConflict("ended", () -> held.release(ADMINISTRATOR, Revision.of(cancelled), "x"));
        assertConflict("ended", () -> held.drop(ADMINISTRATOR, Revision.of(expiring), "x"));
        assertThat(channel.sends()).isEqualTo(6 * 50);
        assertThat(held.list(ADMINISTRATOR, true, new PageRequest(50, null)).items()).isEmpty();
        assertThat(held.list(ADMINISTRATOR, false, new PageRequest(50, null)).items()).hasSizeGreaterThanOrEqualTo(5);

        readEverythingAgain();
        IssuedDirective fresh = issued(Duration.ofHours(1));
        await().atMost(LONG).until(() -> desk.counts(fresh).accepted() == 50);
        assertThat(channel.sends()).as("replayed offsets send nothing again").isEqualTo(7 * 50);
        assertThat(desk.counts(released)).isEqualTo(new Counts(50, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0));
        assertThat(desk.counts(dropped)).isEqualTo(Counts.NONE);
        assertThat(held.list(ADMINISTRATOR, true, new PageRequest(50, null)).items()).isEmpty();
    }

    /** Every group begins anew and the schema has forgotten how far it had read, but not what it has done. */
    private void readEverythingAgain() throws InterruptedException {
        stop();
        schema.change("update intake_position set next_offset = 0");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", desk.bootstrap()))) {
            for (String group : List.of(Topics.directivesGroup(Channel.SMS), Topics.laneGroup(Channel.SMS, BulletinClass.EMERGENCY))) {
                await().atMost(LONG).until(() -> isForgotten(admin, group));
            }
        }
        start();
    }

    /** A group that never committed anything is not there to be forgotten; one whose members have just left is, a moment later. */
    private static boolean isForgotten(Admin admin, String group) throws InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (ExecutionException e) {
            return e.getCause() instanceof GroupIdNotFoundException;
        }
    }

    private static void assertConflict(String state, Runnable act) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().kind().status()).isEqualTo(409);
            assertThat(refused.problem().extras()).containsEntry("state", state);
        });
    }

    private IssuedDirective issued(Duration life) {
        IssuedDirective directive = desk.directive(BulletinClass.EMERGENCY, Channel.SMS, life, EAST);
        desk.issue(directive);
        return directive;
    }

    private boolean is(IssuedDirective directive, Planning planning) {
        List<LoaEvent.DeliveryReport> reports = desk.reports(directive);
        return reports.size() == 8 && reports.stream().allMatch(report -> report.planning() == planning);
    }

    private void start() throws InterruptedException {
        var source = schema.source();
        var pace = new Lanes.Pace(new PaceSettings(512, 128, 0), new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5)),
                Duration.ofMillis(500));
        var settings = new EngineSettings("held", pace, Duration.ofSeconds(2), Duration.ofSeconds(6), 1, false, 24);
        var outside = new Surroundings(new Surroundings.Connections(source, source), Map.of("bootstrap.servers", desk.bootstrap()),
                desk.keys().signingKey("k1"), desk.keys().ring(), Clock.systemUTC(), new SimpleMeterRegistry());
        var controls = new ControlState(new SqlRestraints(schema.database()), Clocks.by(Clock.systemUTC()));
        engine = new DeliveryEngine<>(channel.ports(), settings, outside, controls);
        engine.start();
    }

    private void stop() throws InterruptedException {
        if (engine != null) {
            engine.stop();
            engine = null;
        }
    }
}
