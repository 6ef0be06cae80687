package loa.delivery.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Hearing;
import loa.delivery.control.Liveness;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlInstances;
import loa.delivery.control.SqlRestraints;
import loa.delivery.kafka.DeadLetterBox;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.Ledger;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.Settlements;
import loa.delivery.ledger.Takeover;
import loa.delivery.ledger.sql.SqlClaims;
import loa.delivery.ledger.sql.SqlLedger;
import loa.delivery.ledger.sql.SqlReleases;
import loa.delivery.ledger.sql.SqlRetries;
import loa.delivery.ledger.sql.SqlSettlements;
import loa.delivery.ledger.sql.SqlTakeover;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.pace.BackOff;
import loa.delivery.pace.PaceSettings;
import loa.delivery.pace.Pacer;
import loa.delivery.postgres.Database;
import loa.delivery.support.FakeChannel;
import loa.delivery.support.InterposedSource;
import loa.delivery.support.TestSchema;
import loa.delivery.taken.SqlTakenDirectives;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;
import loa.delivery.work.WorkRecords;

/** The parts of one lane over a fresh schema, without threads: a test makes each step. */
final class LaneFixture implements AutoCloseable {
    static final AreaCode EAST = new AreaCode("99001-01");
    static final AreaCode WEST = new AreaCode("99001-02");
    static final Duration LONGEST_SEND = Duration.ofSeconds(30);
    static final BulletinClass LANE = BulletinClass.PRIORITY;

    final TestSchema schema = new TestSchema();
    final InterposedSource source = new InterposedSource(schema.source());
    final Database database = new Database(source.source());
    final FakeChannel channel = new FakeChannel(Channel.SMS);
    final ControlState controls = new ControlState(new SqlRestraints(schema.database()), Clocks.by(Clock.systemUTC()));
    final SqlTakenDirectives directives = new SqlTakenDirectives(database);
    final AtomicInteger finished = new AtomicInteger();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Liveness liveness;
    final Gate gate;
    final Settler settler;
    final Attempts<String> attempts;
    final Exit<String> exit;
    final Claimer<String> claimer;

    private record Unstored(IssuedDirective directive, WorkRecord record) {}

    LaneFixture(Duration lease) {
        controls.refresh();
        var takeover = new SqlTakeover(schema.database(), "fake", Duration.ZERO);
        liveness = new Liveness(new SqlInstances(schema.database()), "test", lease, Clocks.by(Clock.systemUTC()),
                number -> takeover.buryOneself(number, Instant.now()));
        gate = new Gate(controls, liveness, hearing(), Clocks.by(Clock.systemUTC()));
        var slots = new Slots(new Pacer(new PaceSettings(100, 10, 0), System::nanoTime));
        var meters = new LaneMeters(registry, "sms");
        settler = new Settler(ledger(), slots, meters);
        var repeating = new Attempts.Repeating(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5)), LONGEST_SEND,
                RandomGenerator.getDefault(), Clocks.by(Clock.systemUTC()));
        attempts = new Attempts<>(channel, new Attempts.Last<>(gate, new SqlRetries(database), new Addresses<>(channel)), slots, repeating,
                meters);
        exit = new Exit<>(new Dispatcher<>(slots, gate, attempts, new SendingThreads<>(attempts, slots, settler), settler), settler);
        var deadLetters = new DeadLetterBox(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                new SimpleMeterRegistry(), "sms");
        claimer = new Claimer<>(LANE, new Addresses<>(channel),
                new Claimer.Books(new SqlClaims(database), directives, deadLetters, Clock.systemUTC()), gate, exit);
    }

    /** With a clock of its own, so that the answer that a test loses is that of a write. */
    private Ledger ledger() {
        Ledger sql = SqlLedger.of(database, "fake");
        return new Ledger(sql.claims(), sql.settlements(), sql.releases(), sql.retries(), sql.inquiries(), Clock.systemUTC());
    }

    /** For a long time. */
    static Hearing hearing() {
        Clocks clocks = Clocks.by(Clock.systemUTC());
        Hearing hearing = new Hearing(clocks);
        hearing.heard(clocks.count() + Duration.ofHours(1).toNanos());
        return hearing;
    }

    IssuedDirective directive() {
        return directive(false);
    }

    IssuedDirective directive(boolean exercise) {
        OffsetDateTime now = OffsetDateTime.now(LoaJson.OFFSET);
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban", null, LANE, exercise, Set.of(Channel.SMS),
                List.of(EAST, WEST), List.of(EAST, WEST), List.of(new Bulletin(Channel.SMS, "vi", null, "Mã K7M4Q2XD", null)), now,
                now.plusHours(1), now);
        schema.database().change(session -> directives.store(session, UUID.randomUUID(), directive,
                LoaJson.mapper().writeValueAsBytes(directive), SqlTakenDirectives.As.WAITING, Instant.now()));
        directives.get(Revision.of(directive));
        return directive;
    }

    /** One record of all recipients of the channel, planned and handed to the claimer. */
    WorkRecord hand(IssuedDirective directive) {
        controls.refresh(); // nothing is claimed by what was known two seconds ago
        List<WorkRecord.Run> runs = Stream.of(EAST, WEST).map(area -> new WorkRecord.Run(area,
                channel.recipients().stream().filter(r -> r.area().equals(area)).map(Recipient::id).toList()))
                .filter(run -> !run.recipients().isEmpty()).toList();
        WorkRecord record = new WorkRecord(Revision.of(directive), 0, runs);
        schema.database().change(session -> {
            new SqlWorkRecords(schema.database()).insert(session, LANE, List.of(record), Instant.now());
            Tally tally = new Tally();
            runs.forEach(run -> tally.audience(Tally.Place.of(record.revision(), record.shard(), run.area()), run.recipients().size()));
            tally.write(session);
        });
        claimer.add(new RecordInHand(new ConsumerRecord<>("work", 0, 0, record.key(), new WorkRecordCodec().write(record)),
                Optional.of(record), finished::incrementAndGet));
        return record;
    }

    void halt(AreaCode area) {
        schema.database().change(session -> new SqlRestraints(schema.database()).halt(session,
                new LoaEvent.BroadcastHalted(area, List.of(area), Set.of(Channel.SMS), "test", OffsetDateTime.now(LoaJson.OFFSET))));
        controls.refresh();
    }

    void withdraw(IssuedDirective directive) {
        schema.database().change(session -> new SqlRestraints(schema.database()).withdraw(session, Revision.of(directive),
                Restraints.Cause.CANCELLED, "test", Instant.now()));
        controls.refresh();
    }

    long deliveries(String condition) {
        return schema.number("select count(*) as number from delivery where " + condition);
    }

    long deliveriesOf(AreaCode area, String condition) {
        return schema.number("""
            select count(*) as number from delivery d join work_record w on w.revision_key = d.revision_key and w.seq = d.slot >> 9
             where area_of(d.slot, w.areas, w.run_ends) = '%s' and d.%s
            """.formatted(area, condition.equals("true") ? "slot >= 0" : condition));
    }

    long tally(String column) {
        return schema.number("select coalesce(sum(" + column + "), 0)::bigint as number from tally");
    }

    @Override
    public void close() {
        schema.close();
    }
}
