package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.LoaEvent;
import loa.delivery.DeliveryId;
import loa.delivery.Outcome;
import loa.delivery.Revision;
import loa.delivery.clock.Clocks;
import loa.delivery.lane.SteppedLanes;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.pace.PaceSettings;

/**
 * A channel in which nothing fails: one engine over tables and a provider of its own, whose speed is set from outside. It looks after each
 * step at what it holds; that costs the same however many have been sent.
 */
final class SoundChannel {
    static final int PER_RECORD = 50;
    /** What may wait claimed in a lane at such a rate; a number of its own, so that {@link PaceSettings#ahead} is held to it. */
    private static final int AHEAD = 32;
    private static final Duration LASTS = Duration.ofHours(12);
    private static final Duration SHORTLY = Duration.ofMillis(1);
    /** Where reading pauses, and what a poll of three records from each partition may bring on top. */
    private static final int MOST_UNCLAIMED = 1_000 + 3 * ModelTopic.PARTITIONS * PER_RECORD;

    final ModelSchema schema;
    final People people;
    private final Map<BulletinClass, List<Duration>> departures = new EnumMap<>(BulletinClass.class);
    private final Timeline time;
    private final Desk desk = new Desk();
    private final ModelProvider provider;
    private final PaceSettings pace;
    private final Clocks clocks;
    private final Engine engine;
    private final Set<DeliveryId> sent = new HashSet<>();
    private Duration latency;
    private int answered;
    private int accepted;
    private long seen = -1;
    private Held most = new Held(0, 0);

    /**
     * What it has in hand.
     *
     * @param claimed   recipients that the ledger says are being sent to
     * @param unclaimed recipients of records that were read and not claimed
     */
    record Held(int claimed, int unclaimed) {
        Held most(Held other) {
            return new Held(Math.max(claimed, other.claimed), Math.max(unclaimed, other.unclaimed));
        }
    }

    SoundChannel(Timeline time, long seed, Scenario scenario, Duration latency, Engine.Ends ends) {
        this.time = time;
        this.latency = latency;
        pace = scenario.pace();
        schema = new ModelSchema(this::now);
        people = new People(scenario.recipients());
        clocks = new Clocks(this::now, time::now);
        Chance chance = new Chance(new SplittableRandom(seed));
        provider = new ModelProvider(time, chance, scenario);
        Map<BulletinClass, ModelTopic> topics = new EnumMap<>(BulletinClass.class);
        for (BulletinClass lane : BulletinClass.values()) {
            topics.put(lane, new ModelTopic());
            departures.put(lane, new ArrayList<>());
        }
        engine = new Engine(new Engine.Outside(schema, desk, people, provider, topics, scenario, chance, ends), clocks, sound(chance),
                new Engine.Hands(send -> time.in(SHORTLY, () -> begin(send)), question -> time.in(SHORTLY, question), "i1"));
        engine.loops.values().forEach(loop -> time.in(chance.around(loop.period()).dividedBy(2), () -> turn(loop)));
    }

    private Faults sound(Chance chance) {
        return new Faults(chance, time::now, 0, new Faults.Passing() {
            @Override
            public void pass(Duration duration) {
                throw new Violation("nothing lasts where nothing fails");
            }

            @Override
            public void sleep(Duration duration) {
                pass(duration);
            }
        });
    }

    private Instant now() {
        return World.BEGIN.plusNanos(time.now());
    }

    void answersIn(Duration next) {
        latency = next;
    }

    void issue(int number, BulletinClass lane, List<AreaCode> areas) {
        desk.say(new LoaEvent.DirectiveIssued(Worlds.directive(Worlds.directive(number), 1, lane, false, areas, now(), now().plus(LASTS))),
                time.now(), false);
    }

    private void turn(Engine.Loop loop) {
        time.in(make(loop), () -> turn(loop));
    }

    private Duration make(Engine.Loop loop) {
        try {
            Duration wait = loop.step().make();
            look();
            return wait;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(SteppedLanes.Send<Integer> send) {
        if (!send.begins()) {
            return;
        }
        if (!sent.add(send.delivery().id())) {
            throw new Violation(send.delivery().id() + " is sent twice");
        }
        if (sent.size() - answered > pace.slots()) {
            throw new Violation("%d are in flight".formatted(sent.size() - answered));
        }
        departures(send.delivery().directive().bulletinClass()).add(time.passed());
        Duration takes = latency;
        time.in(takes, () -> answer(send, takes));
    }

    /** What waits for an answer is woken by it. */
    private void answer(SteppedLanes.Send<Integer> send, Duration took) {
        Outcome outcome = provider.request(send.delivery(), false);
        if (provider.taken(ModelProvider.Text.of(send.delivery())).size() > 1) {
            throw new Violation(send.delivery().id() + " is accepted twice");
        }
        answered++;
        accepted += outcome instanceof Outcome.Accepted ? 1 : 0;
        send.answered(outcome, now(), took);
        time.in(SHORTLY, () -> Stream.of("settle", "dispatch").forEach(loop -> make(Objects.requireNonNull(engine.loops.get(loop)))));
    }

    /** Counts only: rows are not walked. */
    private void look() {
        Held held = new Held(counted(DeliveryState.SENDING), Stream.of(BulletinClass.values()).mapToInt(engine::unclaimed).max().orElse(0));
        most = most.most(held);
        if (held.claimed() > mostClaimed() || held.unclaimed() > MOST_UNCLAIMED) {
            throw new Violation("%s in hand at %s".formatted(held, time.passed()));
        }
        if (schema.version() != seen) {
            seen = schema.version();
            addsUp();
        }
    }

    /** The slots, and in each lane that has anything what may wait, one less than enough and one more record. */
    int mostClaimed() {
        return pace.slots() + schema.directives.size() * (AHEAD - 1 + PER_RECORD);
    }

    private void addsUp() {
        int rows = Stream.of(DeliveryState.values()).mapToInt(this::counted).sum();
        int settled = rows - counted(DeliveryState.SENDING);
        boolean isTrue = rows == schema.rows.size() && settled <= answered && counted(DeliveryState.ACCEPTED) <= accepted
                && sent.size() - settled <= pace.slots();
        if (!isTrue) {
            throw new Violation("%d rows are counted of %d, %d settled of %d sent and %d answered".formatted(rows, schema.rows.size(),
                    settled, sent.size(), answered));
        }
    }

    int counted(DeliveryState state) {
        int all = 0;
        for (Revision revision : schema.directives.keySet()) {
            all += schema.counted(revision, state);
        }
        return all;
    }

    /** Whether everybody of a directive has been sent to and the ledger knows how that ended. */
    boolean isSettled(int number) {
        Revision revision = new Revision(Worlds.directive(number), 1);
        ModelDirective directive = schema.directives.get(revision);
        return directive != null && directive.state == ModelDirective.State.PLANNED
                && directive.audience == Stream.of(DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.GONE)
                        .mapToInt(state -> schema.counted(revision, state)).sum();
    }

    List<Duration> departures(BulletinClass lane) {
        return Objects.requireNonNull(departures.get(lane));
    }

    int accepted() {
        return accepted;
    }

    Held most() {
        return most;
    }
}
