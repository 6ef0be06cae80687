package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.contract.Role;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.loudspeaker.RunningService;
import loa.loudspeaker.bulletin.SpokenBulletin;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.station.Station;
import loa.loudspeaker.station.StationCode;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;
import loa.loudspeaker.station.TimeSpan;

import static org.assertj.core.api.Assertions.assertThat;

/** Plans in a real database, under a clock of the test's own. */
class PlansPostgresTest {
    /** A Monday so far away that the service itself, by the real clock, leaves it alone. */
    private static final Instant AFTERNOON = at("2050-11-21T14:00:00+07:00");

    private final RunningService service = RunningService.get();
    private final JdbcClient jdbc = service.bean(JdbcClient.class);
    private Instant now = AFTERNOON;
    private final Plans plans = new Plans(jdbc, service.bean(Stations.class), service.bean(SpokenBulletins.class),
            new Plans.Announcer(service.bean(TransactionOperations.class), service.bean(Signals.class)), () -> now);
    private StationId station = new StationId(new UUID(0, 0));

    @BeforeEach
    void makeStation() {
        service.areas("99", "99005");
        String code = "P" + Long.toString(Ids.next().getLeastSignificantBits(), 36).replace("-", "").substring(0, 10);
        String key = service.personsKey(null, Role.ADMINISTRATOR);
        assertThat(service.put(key, "/api/v1/stations/" + code, "{\"name\": \"Cụm loa\", \"area\": \"99005\"}").statusCode())
                .isEqualTo(201);
        station = service.bean(Stations.class).find(new StationCode(code)).map(Station::id).orElseThrow();
    }

    @Test
    void askedAgainItAnswersTheSameAndPlacesNothingTwice() {
        List<SpokenBulletin> notice = spoken(BulletinClass.ROUTINE, 2);
        UUID delivery = Ids.next();
        assertThat(plans.place(station, notice, delivery)).isEqualTo(new Placing.Placed());
        assertThat(plans.place(station, notice, delivery)).isEqualTo(new Placing.Placed());
        assertThat(items()).extracting(i -> i.slot().start()).containsExactly(at("2050-11-21T17:00:00+07:00"),
                at("2050-11-22T05:30:00+07:00"));
    }

    @Test
    void aPlayKeepsItsIdWhenPriorityPushesItBack() {
        plans.place(station, spoken(BulletinClass.ROUTINE, 1), Ids.next());
        PlanItem before = items().getFirst();
        plans.place(station, spoken(BulletinClass.PRIORITY, 1), Ids.next());
        PlanItem after = items().stream().filter(i -> i.id().equals(before.id())).findFirst().orElseThrow();
        assertThat(after.slot().start()).isAfter(before.slot().start());
        assertThat(items()).hasSize(2);
    }

    @Test
    void newRulesMoveWhatHasNotBegun() {
        plans.place(station, spoken(BulletinClass.ROUTINE, 1), Ids.next());
        jdbc.sql("UPDATE station SET sessions = '[{\"days\": [\"tue\"], \"from\": \"11:00\", \"to\": \"12:00\"}]' WHERE id = :id")
                .param("id", station.value()).update();
        plans.rulesChanged(station);
        assertThat(items()).extracting(i -> i.slot().start()).containsExactly(at("2050-11-22T11:00:00+07:00"));
    }

    @Test
    void aLaterRevisionTakesThePlaceOfTheEarlier() {
        IssuedDirective first = directive(BulletinClass.ROUTINE, 2, 1);
        plans.place(station, service.bean(SpokenBulletins.class).of(first).join(), Ids.next());
        IssuedDirective second = new IssuedDirective(first.directive(), 2, first.checkCode(), first.issuingBody(), null,
                first.bulletinClass(), false, first.channels(), first.areas(), first.coveredAreas(), first.bulletins(), first.effective(),
                first.expires(), first.issuedAt());
        plans.place(station, service.bean(SpokenBulletins.class).of(second).join(), Ids.next());
        assertThat(items()).allMatch(i -> i.slot().order().revision() == 2).hasSize(2);
    }

    @Test
    void whatWasNotPlayedInItsTimeIsClosedAndThenUndelivered() {
        // Given
        UUID delivery = Ids.next();
        plans.place(station, spoken(BulletinClass.ROUTINE, 1), delivery);
        List<Receipt> receipts = new ArrayList<>();
        ReceiptInbox inbox = said -> {
            receipts.addAll(said);
            return Collections.nCopies(said.size(), ReceiptInbox.Fate.STORED);
        };
        var lateness = new Lateness(jdbc, inbox, service.bean(Signals.class), () -> now, Duration.ofHours(6));
        // When
        now = at("2050-11-21T18:00:00+07:00");
        lateness.closePassed();
        lateness.reportMissed();
        // Then
        assertThat(items()).allMatch(i -> i.state() == PlanItem.State.PASSED);
        assertThat(receipts).noneMatch(r -> r.delivery().value().equals(delivery));
        // When
        now = at("2050-11-22T00:00:01+07:00");
        lateness.reportMissed();
        lateness.reportMissed();
        // Then
        assertThat(receipts).filteredOn(r -> r.delivery().value().equals(delivery)).extracting(Receipt::meaning)
                .containsExactly(Receipt.Meaning.UNDELIVERED);
    }

    @Test
    void afterAHaltAnEmergencyBeginsAnew() {
        plans.place(station, spoken(BulletinClass.EMERGENCY, 1), Ids.next());
        now = AFTERNOON.plusSeconds(600);
        jdbc.sql("UPDATE station_plan SET halted = true WHERE station = :station").param("station", station.value()).update();
        plans.resume(station);
        assertThat(items()).extracting(i -> i.slot().start()).containsExactly(now);
    }

    private List<PlanItem> items() {
        var week = new TimeSpan(AFTERNOON.minus(Duration.ofDays(1)), AFTERNOON.plus(Duration.ofDays(7)));
        return new DayPlans(jdbc).read(station, week, false).items();
    }

    private List<SpokenBulletin> spoken(BulletinClass bulletinClass, int repeats) {
        return service.bean(SpokenBulletins.class).of(directive(bulletinClass, repeats, 1)).join();
    }

    private static IssuedDirective directive(BulletinClass bulletinClass, int repeats, int revision) {
        OffsetDateTime issued = AFTERNOON.minusSeconds(60).atOffset(LoaJson.OFFSET);
        var area = new AreaCode("99005");
        return new IssuedDirective(DirectiveId.next(), revision, "K7M4Q2XD", "Ban Chỉ huy", null, bulletinClass, false,
                Set.of(Channel.LOUDSPEAKER), List.of(area), List.of(area),
                List.of(new Bulletin(Channel.LOUDSPEAKER, "vi", "Thông báo", "Kính thưa bà con, mời bà con đi họp.", repeats)), issued,
                issued.plusDays(3), issued);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
