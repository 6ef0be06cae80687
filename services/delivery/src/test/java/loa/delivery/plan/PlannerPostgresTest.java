package loa.delivery.plan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.clock.Clocks;
import loa.delivery.control.Liveness;
import loa.delivery.control.SqlInstances;
import loa.delivery.subscriber.SubscribedAudience;
import loa.delivery.support.TestSchema;
import loa.delivery.taken.SqlTakenDirectives;
import loa.delivery.work.KafkaWorkTopic;
import loa.delivery.work.SqlWorkRecords;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlannerPostgresTest {
    private static final AreaCode EAST = new AreaCode("99001-01");
    private static final AreaCode WEST = new AreaCode("99001-02");
    private static final BulletinClass LANE = BulletinClass.EMERGENCY;

    private final TestSchema schema = new TestSchema();
    private final SqlTakenDirectives directives = new SqlTakenDirectives(schema.database());
    private Instant now = Instant.now();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void aDirectiveThatCannotBePlannedLetsTheOthersPass() {
        IssuedDirective broken = taken(now.minusSeconds(60));
        IssuedDirective other = taken(now.minusSeconds(30));
        Planner planner = planner((directive, after, limit) -> {
            if (directive.directive().equals(broken.directive())) {
                throw new IllegalStateException("no audience");
            }
            return List.of();
        });

        assertThatThrownBy(() -> planner.step(LANE)).hasMessage("no audience");
        assertThat(planner.step(LANE)).isTrue();
        assertThat(planner.step(LANE)).isFalse();
        assertThat(stateOf(other)).isEqualTo("planned");

        now = now.plusSeconds(3);
        assertThatThrownBy(() -> planner.step(LANE)).as("it is tried again").hasMessage("no audience");
    }

    @Test
    void whoMovesToAnAreaThatWasReadAlreadyIsPlannedAllTheSame() {
        schema.change("create table resident_area (area text collate \"C\" not null, resident uuid not null, position smallint not null, "
                + "primary key (area, resident))");
        schema.change("create index on resident_area (resident, position) include (area)");
        schema.change("insert into resident_area select '99001-01', md5(n::text)::uuid, 0 from generate_series(1, 700) n "
                + "union all select '99001-02', ('00000000-0000-0000-0000-00000000000' || n)::uuid, 0 from generate_series(0, 4) n");
        IssuedDirective directive = taken(now.minusSeconds(60));
        var residents = new SubscribedAudience(schema.database(), new SubscribedAudience.Table("resident_area", "resident"));
        Planner planner = planner(new Audience() {
            @Override
            public List<Recipient> page(IssuedDirective reached, @Nullable Recipient after, int limit) {
                List<Recipient> page = residents.page(reached, after, limit);
                if (after == null) {
                    schema.change("update resident_area set area = '99001-01' where resident = '00000000-0000-0000-0000-000000000000'");
                    schema.change("update resident_area set position = 1 where resident = '00000000-0000-0000-0000-000000000001'");
                    schema.change("insert into resident_area values ('99001-01', '00000000-0000-0000-0000-000000000001', 0)");
                }
                return page;
            }

            @Override
            public List<Recipient> left(IssuedDirective reached, int limit) {
                return residents.left(reached, limit);
            }
        });

        assertThat(planner.step(LANE)).isTrue();

        assertThat(stateOf(directive)).isEqualTo("planned");
        assertThat(schema.number("select count(distinct r) as number from work_record w cross join unnest(w.recipients) r")).isEqualTo(705);
        assertThat(schema.number("select audience as number from directive_taken")).isEqualTo(705);
    }

    private Planner planner(Audience audience) {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        var liveness = new Liveness(new SqlInstances(schema.database()), "test", Duration.ofHours(1), Clocks.by(Clock.systemUTC()),
                number -> {
                });
        return new Planner(audience, directives, new SqlPlans(schema.database(), new SqlWorkRecords(schema.database())),
                new KafkaWorkTopic(Channel.SMS, producer, new SqlWorkRecords(schema.database())),
                new Planner.Standing(liveness, new RecordCutter(WorkRecord.MOST), () -> now, () -> false));
    }

    private String stateOf(IssuedDirective directive) {
        return schema.database().inTransaction(session -> session.sql("select state from directive_taken where directive = :directive")
                .set("directive", directive.directive().value()).first(row -> row.text("state")).orElseThrow());
    }

    private IssuedDirective taken(Instant effective) {
        OffsetDateTime at = effective.atOffset(LoaJson.OFFSET);
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban", null, LANE, false, Set.of(Channel.SMS),
                List.of(EAST, WEST), List.of(EAST, WEST), List.of(new Bulletin(Channel.SMS, "vi", null, "Mã K7M4Q2XD", null)), at,
                at.plusHours(1), at);
        schema.database().change(session -> directives.store(session, UUID.randomUUID(), directive,
                LoaJson.mapper().writeValueAsBytes(directive), SqlTakenDirectives.As.WAITING, effective));
        return directive;
    }
}
