package loa.loudspeaker.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.loudspeaker.station.AirRules;
import loa.loudspeaker.station.QuietHours;
import loa.loudspeaker.station.Session;

import static org.assertj.core.api.Assertions.assertThat;

class PlannerTest {
    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Session MORNING = new Session(EnumSet.allOf(DayOfWeek.class), LocalTime.of(5, 30), LocalTime.of(6, 30));
    private static final Session EVENING = new Session(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(17, 0),
            LocalTime.of(18, 0));
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(5, 30));
    private static final AirRules RULES = rules(45, MORNING, EVENING);
    /** A Monday. */
    private static final Instant NOW = at("2026-11-23T14:03:00+07:00");

    private final Planner planner = new Planner();

    @Test
    void anEmergencyBeginsNowAndRepeatsWithAShortPause() {
        // Given
        Order storm = order(1, BulletinClass.EMERGENCY, 60, 3, "2026-11-24T18:00:00+07:00");
        // When
        Plan plan = planner.plan(RULES, List.of(storm), List.of(), NOW);
        // Then
        assertThat(plan.unplaced()).isEmpty();
        assertThat(starts(plan)).containsExactly(NOW, NOW.plusSeconds(63), NOW.plusSeconds(126));
        assertThat(plan.slots()).allMatch(s -> s.session() == null).allMatch(s -> s.until().equals(storm.notAfter()));
    }

    @Test
    void anEmergencyIsNotBoundByNightNorBudget() {
        Instant night = at("2026-11-23T02:00:00.700+07:00");
        Order storm = order(1, BulletinClass.EMERGENCY, 600, 20, "2026-11-24T18:00:00+07:00");
        Plan plan = planner.plan(rules(1), List.of(storm), List.of(), night);
        assertThat(plan.slots()).hasSize(20);
        assertThat(plan.slots().getFirst().start()).isEqualTo(at("2026-11-23T02:00:00+07:00"));
    }

    @Test
    void aSecondEmergencyFollowsTheFirst() {
        Order first = order(1, BulletinClass.EMERGENCY, 60, 1, "2026-11-24T18:00:00+07:00");
        Order second = order(2, BulletinClass.EMERGENCY, 60, 1, "2026-11-24T18:00:00+07:00");
        Plan plan = planner.plan(RULES, List.of(second, first), List.of(), NOW);
        assertThat(plan.slots()).extracting(Slot::order).containsExactly(first.key(), second.key());
        assertThat(starts(plan)).containsExactly(NOW, NOW.plusSeconds(63));
    }

    @Test
    void routineTurnsAreSpreadOverTheNextSessions() {
        Order notice = order(1, BulletinClass.ROUTINE, 120, 3, "2026-11-25T12:00:00+07:00");
        Plan plan = planner.plan(RULES, List.of(notice), List.of(), NOW);
        assertThat(starts(plan)).containsExactly(at("2026-11-23T17:00:00+07:00"), at("2026-11-24T05:30:00+07:00"),
                at("2026-11-24T17:00:00+07:00"));
        assertThat(plan.slots()).extracting(Slot::session).containsExactly("17:00-18:00", "05:30-06:30", "17:00-18:00");
    }

    @Test
    void aSessionGetsASecondTurnOnlyWhenSessionsRunOut() {
        Order notice = order(1, BulletinClass.ROUTINE, 120, 3, "2026-11-24T06:30:00+07:00");
        Plan plan = planner.plan(RULES, List.of(notice), List.of(), NOW);
        assertThat(starts(plan)).containsExactly(at("2026-11-23T17:00:00+07:00"), at("2026-11-23T17:02:03+07:00"),
                at("2026-11-24T05:30:00+07:00"));
    }

    @Test
    void priorityComesBeforeRoutineHoweverLateItIsIssued() {
        Order routine = order(1, BulletinClass.ROUTINE, 60, 1, "2026-11-24T18:00:00+07:00");
        Order priority = order(2, BulletinClass.PRIORITY, 60, 1, "2026-11-24T18:00:00+07:00");
        Plan plan = planner.plan(RULES, List.of(routine, priority), List.of(), NOW);
        assertThat(plan.slots()).extracting(Slot::order).containsExactly(priority.key(), routine.key());
    }

    @Test
    void whatHasBegunStaysAndCountsAsATurn() {
        // Given
        Order notice = order(1, BulletinClass.ROUTINE, 120, 2, "2026-11-25T12:00:00+07:00");
        Instant evening = at("2026-11-23T17:01:00+07:00");
        Slot begun = planner.plan(RULES, List.of(notice), List.of(), NOW).slots().getFirst();
        // When
        Plan plan = planner.plan(RULES, List.of(notice), List.of(begun), evening);
        // Then
        assertThat(plan.slots()).first().isEqualTo(begun);
        assertThat(starts(plan)).containsExactly(begun.start(), at("2026-11-24T05:30:00+07:00"));
    }

    @Test
    void languagesOfATurnFollowOneAnother() {
        Order notice = new Order(key(1), BulletinClass.ROUTINE, NOW, NOW, at("2026-11-25T12:00:00+07:00"),
                List.of(new Order.Part("vi", Duration.ofMillis(41_500), 2), new Order.Part("kdt", Duration.ofSeconds(50), 1)));
        Plan plan = planner.plan(RULES, List.of(notice), List.of(), NOW);
        assertThat(plan.slots()).extracting(s -> s.language() + s.play()).containsExactly("vi1", "kdt1", "vi2");
        assertThat(plan.slots().get(1).start()).isEqualTo(plan.slots().get(0).span().to().plus(Planner.PAUSE));
    }

    @Test
    void whatCannotBePlacedIsReportedWithItsReason() {
        String soon = "2026-11-24T12:00:00+07:00";
        assertThat(reason(rules(45), order(1, BulletinClass.ROUTINE, 60, 1, soon))).isEqualTo(Reason.NO_SESSION);
        assertThat(reason(RULES, order(1, BulletinClass.ROUTINE, 60, 1, "2026-11-23T15:00:00+07:00"))).isEqualTo(Reason.NO_SESSION);
        assertThat(reason(rules(1, EVENING), order(1, BulletinClass.ROUTINE, 90, 1, soon))).isEqualTo(Reason.BUDGET);
        Session late = new Session(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(4, 0));
        assertThat(reason(rules(45, late), order(1, BulletinClass.PRIORITY, 60, 1, soon))).isEqualTo(Reason.QUIET_HOURS);
        assertThat(reason(RULES, order(1, BulletinClass.EMERGENCY, 60, 1, "2026-11-23T14:00:00+07:00"))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void aSessionOverMidnightIsOneSession() {
        Session late = new Session(Set.of(DayOfWeek.MONDAY), LocalTime.of(23, 30), LocalTime.of(0, 30));
        AirRules noQuiet = new AirRules(VIET_NAM, List.of(late), new QuietHours(LocalTime.MIN, LocalTime.MIN), Duration.ofMinutes(45));
        Order long40 = order(1, BulletinClass.ROUTINE, 2400, 1, "2026-11-24T12:00:00+07:00");
        Plan plan = planner.plan(noQuiet, List.of(long40), List.of(), at("2026-11-23T23:45:00+07:00"));
        assertThat(starts(plan)).containsExactly(at("2026-11-23T23:45:00+07:00"));
    }

    private Reason reason(AirRules rules, Order order) {
        return planner.plan(rules, List.of(order), List.of(), NOW).unplaced().getFirst().reason();
    }

    private static List<Instant> starts(Plan plan) {
        return plan.slots().stream().map(Slot::start).toList();
    }

    private static AirRules rules(int budgetMinutes, Session... sessions) {
        return new AirRules(VIET_NAM, Arrays.asList(sessions), NIGHT, Duration.ofMinutes(budgetMinutes));
    }

    private static Order order(int number, BulletinClass bulletinClass, long seconds, int repeats, String notAfter) {
        return new Order(key(number), bulletinClass, NOW.minusSeconds(100 - number), at("2026-11-23T00:00:00+07:00"), at(notAfter),
                List.of(new Order.Part("vi", Duration.ofSeconds(seconds), repeats)));
    }

    private static OrderKey key(int number) {
        return new OrderKey(new DirectiveId(new UUID(7, number)), 1);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
