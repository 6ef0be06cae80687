package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.loudspeaker.bulletin.Announcement;
import loa.loudspeaker.bulletin.SpokenBulletin;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.station.Replanning;
import loa.loudspeaker.station.Station;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;

/**
 * The plans of stations in the database: asks the planner and stores what it says, one station at a time under a lock of its row, so that
 * several instances may plan. Thread-safe.
 */
public final class Plans implements Replanning {
    /** Far enough back for the budget of the day before, in any zone. */
    private static final Duration LOOKING_BACK = Duration.ofHours(48);

    private final Planner planner = new Planner();
    private final PlanTables tables;
    private final Stations stations;
    private final SpokenBulletins bulletins;
    private final Announcer announcer;
    private final InstantSource clock;

    Plans(JdbcClient jdbc, Stations stations, SpokenBulletins bulletins, Announcer announcer, InstantSource clock) {
        this.tables = new PlanTables(jdbc);
        this.stations = stations;
        this.bulletins = bulletins;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** How a change of a plan is made and made known. */
    record Announcer(TransactionOperations transactions, Signals signals) {}

    /**
     * Places a directive at a station: all its plays or none. Whoever asks again gets the same answer.
     *
     * @param spoken what is to be played; at least one
     */
    public Placing place(StationId station, List<SpokenBulletin> spoken, UUID delivery) {
        Order order = order(spoken);
        return inTransaction(station, now -> {
            Optional<PlanTables.Placement> known = tables.placement(station, order.key());
            if (known.isPresent()) {
                return new Change<>(answer(known.get()), false);
            }
            tables.withdrawEarlier(station, order.key());
            return new Change<>(placeNew(station, order, delivery, now), true);
        });
    }

    /** What was answered to {@link #place}; empty when it was not asked, or when that was lost. */
    public Optional<Placing> find(StationId station, OrderKey order) {
        return tables.placement(station, order).map(Plans::answer);
    }

    @Override
    public void rulesChanged(StationId station) {
        replan(station);
    }

    /** Plans anew what has not begun. */
    void replan(StationId station) {
        inTransaction(station, now -> new Change<>(station, planAnew(station, now, false)));
    }

    /**
     * Ends the halt of a station: plans anew what has not begun, and what should have been played meanwhile and was not. Both are done or
     * neither. Does nothing at a station that is not halted.
     */
    void resume(StationId station) {
        inTransaction(station, now -> {
            boolean wasHalted = tables.resume(station);
            if (wasHalted) {
                planAnew(station, now, true);
            }
            return new Change<>(station, wasHalted);
        });
    }

    /** True when the plan is not what it was. */
    private boolean planAnew(StationId station, Instant now, boolean afterHalt) {
        List<Order> orders = orders(station, now);
        List<PlanItem> items = tables.items(station, now.minus(LOOKING_BACK), now);
        Set<OrderKey> again = afterHalt ? orders.stream().map(Order::key).collect(Collectors.toSet()) : Set.of();
        Plan plan = planner.plan(rules(station).rules(), orders, standing(items, now, again), now);
        tables.upToDate(station);
        return store(station, now, new Orders(orders, plan), items);
    }

    private Placing placeNew(StationId station, Order order, UUID delivery, Instant now) {
        List<Order> orders = new ArrayList<>(orders(station, now));
        orders.add(order);
        List<PlanItem> items = tables.items(station, now.minus(LOOKING_BACK), now);
        Plan plan = planner.plan(rules(station).rules(), orders, standing(items, now, Set.of()), now);
        Optional<Reason> refused = plan.unplaced().stream().filter(u -> u.order().equals(order.key())).map(Plan.Unplaced::reason)
                .findFirst();
        tables.insertPlacement(station, order.key(), delivery, order.notAfter(), refused.orElse(null));
        if (refused.isPresent()) {
            return new Placing.Refused(refused.get());
        }
        store(station, now, new Orders(orders, plan), items);
        return new Placing.Placed();
    }

    /** True when the plan is not what it was. */
    private boolean store(StationId station, Instant now, Orders planned, List<PlanItem> items) {
        List<PlanItem> open = new ArrayList<>(items.stream().filter(PlanItem::isOpen).toList());
        boolean changed = false;
        for (Slot slot : planned.plan.slots()) {
            Optional<PlanItem> item = items.stream().filter(i -> isSamePlay(i.slot(), slot)).findFirst();
            item.ifPresent(open::remove);
            if (item.isEmpty()) {
                tables.insert(station, slot);
            } else if (!item.get().slot().equals(slot)) {
                tables.move(item.get().id(), slot);
            }
            changed |= item.isEmpty() || !item.get().slot().equals(slot);
        }
        tables.withdraw(open.stream().map(PlanItem::id).toList());
        for (Order order : planned.orders) {
            Optional<Plan.Unplaced> missing = planned.plan.unplaced().stream().filter(u -> u.order().equals(order.key())).findFirst();
            tables.setReason(station, order.key(), missing.map(Plan.Unplaced::reason).orElse(null));
        }
        tables.setLastChances(station, now);
        return changed || !open.isEmpty();
    }

    private record Orders(List<Order> orders, Plan plan) {}

    private List<Order> orders(StationId station, Instant now) {
        return tables.inForce(station, now).stream().map(k -> bulletins.find(k.directive(), k.revision())).filter(b -> !b.isEmpty())
                .map(Plans::order).toList();
    }

    private Station rules(StationId station) {
        return stations.find(station).orElseThrow(() -> new IllegalArgumentException("there is no station " + station));
    }

    /** @param again orders whose plays that should have begun and were not reported are placed once more */
    private static List<Slot> standing(List<PlanItem> items, Instant now, Set<OrderKey> again) {
        return items.stream().filter(i -> !i.isOpen() || (!i.slot().start().isAfter(now) && !again.contains(i.slot().order())))
                .map(PlanItem::slot).toList();
    }

    private static boolean isSamePlay(Slot a, Slot b) {
        return a.order().equals(b.order()) && a.language().equals(b.language()) && a.play() == b.play();
    }

    private static Order order(List<SpokenBulletin> spoken) {
        Announcement about = spoken.getFirst().announcement();
        return new Order(new OrderKey(about.directive(), about.revision()), about.bulletinClass(), about.issuedAt().toInstant(),
                about.notBefore().toInstant(), about.notAfter().toInstant(),
                spoken.stream().map(b -> new Order.Part(b.language(), b.clip().length(), b.repeats())).toList());
    }

    private static Placing answer(PlanTables.Placement placement) {
        Reason reason = placement.reason();
        return placement.state().equals("refused") && reason != null ? new Placing.Refused(reason) : new Placing.Placed();
    }

    private <T> T inTransaction(StationId station, Work<T> work) {
        return Objects.requireNonNull(announcer.transactions().execute(_ -> {
            Instant now = clock.instant();
            tables.lock(station, now);
            Change<T> change = work.at(now);
            if (change.changed()) {
                tables.newVersion(station, now);
                announcer.signals().plansChanged(List.of(station.value()));
            }
            return change.result();
        }));
    }

    private record Change<T>(T result, boolean changed) {}

    private interface Work<T> {
        Change<T> at(Instant now);
    }
}
