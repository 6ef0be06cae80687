package loa.loudspeaker.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.loudspeaker.station.AirRules;
import loa.loudspeaker.station.QuietHours;
import loa.loudspeaker.station.Session;
import loa.loudspeaker.station.TimeSpan;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold on every day, over seeded random ones. The seed is the parameter, so a failure names it. */
class PlannerPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant MONDAY = LocalDate.of(2026, 11, 23).atStartOfDay(ZONE).toInstant();

    private final Planner planner = new Planner();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingOverlapsExceptAnEmergencyOverWhatHadBegun(int seed) {
        var day = new Day(seed);
        Plan plan = planner.plan(day.rules, day.orders, day.standing(planner), day.now);
        List<Slot> began = plan.slots().stream().filter(s -> s.start().isBefore(day.now)).toList();
        for (Slot a : plan.slots()) {
            for (Slot b : plan.slots()) {
                boolean allowed = a == b || (began.contains(a) && b.isEmergency()) || (began.contains(b) && a.isEmergency());
                assertThat(allowed || !a.span().overlaps(b.span())).as("%s and %s", a, b).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void belowAnEmergencySessionsQuietHoursBudgetAndExpiryAreKept(int seed) {
        var day = new Day(seed);
        Plan plan = planner.plan(day.rules, day.orders, List.of(), day.now);
        Map<LocalDate, Duration> spent = new HashMap<>();
        for (Slot slot : plan.slots()) {
            Order order = day.order(slot.order());
            assertThat(slot.start()).isAfterOrEqualTo(order.notBefore());
            assertThat(slot.span().to()).isBeforeOrEqualTo(order.notAfter());
            if (!order.interrupts()) {
                assertThat(slot.start()).isAfterOrEqualTo(day.now);
                assertThat(day.isInSession(slot.span())).as("in session: %s", slot).isTrue();
                assertThat(day.isQuiet(slot.span())).as("quiet: %s", slot).isFalse();
                spent.merge(LocalDate.ofInstant(slot.start(), ZONE), slot.length(), Duration::plus);
            }
        }
        assertThat(spent.values()).allMatch(d -> d.compareTo(day.rules.dailyBudget()) <= 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlayIsPlacedOrItsOrderReported(int seed) {
        var day = new Day(seed);
        Plan plan = planner.plan(day.rules, day.orders, day.standing(planner), day.now);
        for (Order order : day.orders) {
            int plays = order.parts().stream().mapToInt(Order.Part::repeats).sum();
            long placed = plan.slots().stream().filter(s -> s.order().equals(order.key())).count();
            assertThat(placed == plays).as("%s", order).isEqualTo(plan.isComplete(order.key()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void emergenciesAreNotDelayedByAnythingBelow(int seed) {
        var day = new Day(seed);
        List<Order> emergencies = day.orders.stream().filter(Order::interrupts).toList();
        Plan alone = planner.plan(day.rules, emergencies, List.of(), day.now);
        Plan all = planner.plan(day.rules, day.orders, List.of(), day.now);
        assertThat(all.slots().stream().filter(Slot::isEmergency)).containsExactlyElementsOf(alone.slots());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thePlanDependsOnNothingButItsArguments(int seed) {
        var day = new Day(seed);
        Plan once = planner.plan(day.rules, day.orders, List.of(), day.now);
        assertThat(planner.plan(day.rules, day.orders.reversed(), List.of(), day.now)).isEqualTo(once);
        assertThat(planner.plan(day.rules, day.orders, once.slots(), day.now).slots()).isEqualTo(once.slots());
    }

    /** A station, its orders and a moment, all from one seed. */
    private static final class Day {
        private final RandomGenerator random;
        private final AirRules rules;
        private final List<Order> orders = new ArrayList<>();
        private final Instant now;

        Day(int seed) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            now = MONDAY.plusSeconds(random.nextLong(7 * 86_400));
            rules = rules();
            int count = random.nextInt(1, 12);
            for (int i = 0; i < count; i++) {
                orders.add(order(i));
            }
        }

        private AirRules rules() {
            List<Session> sessions = new ArrayList<>();
            int count = random.nextInt(0, 4);
            for (int i = 0; i < count; i++) {
                LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
                EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(random.nextInt(1, 8)), DayOfWeek.of(random.nextInt(1, 8)),
                        DayOfWeek.of(random.nextInt(1, 8)));
                sessions.add(new Session(days, from, from.plusMinutes(random.nextInt(1, 9) * 15L)));
            }
            QuietHours quiet = random.nextInt(5) == 0
                    ? new QuietHours(LocalTime.NOON, LocalTime.NOON)
                    : new QuietHours(LocalTime.of(random.nextInt(18, 24), 0), LocalTime.of(random.nextInt(4, 7), 30));
            return new AirRules(ZONE, sessions, quiet, Duration.ofMinutes(random.nextInt(0, 60)));
        }

        private Order order(int number) {
            BulletinClass bulletinClass = BulletinClass.values()[random.nextInt(3)];
            Instant notBefore = now.plusSeconds(random.nextLong(-86_400, 86_400));
            Instant notAfter = notBefore.plusSeconds(random.nextLong(60, 10 * 86_400));
            List<Order.Part> parts = new ArrayList<>();
            for (String language : List.of("vi", "kdt").subList(0, random.nextInt(1, 3))) {
                parts.add(new Order.Part(language, Duration.ofMillis(random.nextLong(5_000, 400_000)), random.nextInt(1, 5)));
            }
            return new Order(new OrderKey(new DirectiveId(new UUID(1, number)), 1), bulletinClass,
                    now.minusSeconds(random.nextLong(1000)), notBefore, notAfter, parts);
        }

        /** What had begun before now, of a plan made three hours earlier. */
        List<Slot> standing(Planner planner) {
            Plan earlier = planner.plan(rules, orders, List.of(), now.minusSeconds(3 * 3600));
            return earlier.slots().stream().filter(s -> s.start().isBefore(now)).toList();
        }

        Order order(OrderKey key) {
            return orders.stream().filter(o -> o.key().equals(key)).findFirst().orElseThrow();
        }

        boolean isInSession(TimeSpan span) {
            LocalDate day = LocalDate.ofInstant(span.from(), ZONE);
            return rules.sessions().stream().anyMatch(s -> contains(s, day, span) || contains(s, day.minusDays(1), span));
        }

        private static boolean contains(Session session, LocalDate day, TimeSpan span) {
            TimeSpan whole = session.on(day, ZONE);
            return session.isOn(day) && !span.from().isBefore(whole.from()) && !span.to().isAfter(whole.to());
        }

        boolean isQuiet(TimeSpan span) {
            LocalDate day = LocalDate.ofInstant(span.from(), ZONE);
            return IntStream.rangeClosed(-1, 1).anyMatch(d -> rules.quietHours().on(day.plusDays(d), ZONE).overlaps(span));
        }
    }
}
