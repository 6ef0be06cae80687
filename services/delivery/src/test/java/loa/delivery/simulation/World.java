package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import loa.contract.BulletinClass;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Receipt;
import loa.delivery.Revision;
import loa.delivery.ledger.Standing;

/** Everything that one seed makes: the tables, the topic, the provider, the people, the processes, and what befalls them. */
final class World {
    static final Instant BEGIN = Instant.parse("2026-11-22T07:00:00Z");
    private static final int REMEMBERED = 120;

    final Chance chance;
    final Timeline time;
    final Scenario scenario;
    final ModelSchema schema;
    final Map<BulletinClass, ModelTopic> topics = new EnumMap<>(BulletinClass.class);
    final Desk desk = new Desk();
    final People people;
    final ModelProvider provider;
    final Engine.Outside outside;
    final Watch watch;
    final List<Instance> instances = new ArrayList<>();
    private final Deque<Supplier<String>> traces = new ArrayDeque<>();
    private final Map<DeliveryId, String> labels = new HashMap<>();
    private boolean chaos = true;
    private int waiting;
    private int started;
    private int deaths;
    private long fingerprint;

    World(long seed, Engine.Ends ends, Mutation mutation) {
        this.chance = new Chance(new SplittableRandom(seed));
        this.time = new Timeline(chance.random());
        this.scenario = Scenario.drawn(chance);
        this.schema = new ModelSchema(this::trueNow);
        schema.mutation = mutation;
        this.people = new People(scenario.recipients());
        this.provider = new ModelProvider(time, chance, scenario);
        for (BulletinClass lane : BulletinClass.values()) {
            topics.put(lane, new ModelTopic());
        }
        this.outside = new Engine.Outside(schema, desk, people, provider, topics, scenario, chance, ends);
        this.watch = new Watch(this);
        chance.note(Happening.values()[Happening.TWO_INSTANCES.ordinal() + scenario.instances() - 2]);
        for (int i = 0; i < scenario.instances(); i++) {
            startOne(chance.millis(0, 3_000));
        }
        new Fate(this).draw();
        time.in(scenario.chaos(), this::calm);
    }

    Instant trueNow() {
        return BEGIN.plusNanos(time.now());
    }

    boolean isChaos() {
        return chaos;
    }

    /** Something changes the order of everything after it: the same seed must give the same number. */
    long fingerprint() {
        return fingerprint;
    }

    private void calm() {
        trace("world", "nothing fails any more");
        chaos = false;
        instances.forEach(instance -> instance.faults().cease());
    }

    private void startOne(Duration delay) {
        time.in(delay, () -> instances.add(new Instance(this, "i" + ++started)));
    }

    /** Somebody starts it anew. */
    void died(Instance instance) {
        deaths++;
        instances.remove(instance);
        startOne(chance.millis(200, 9_000));
    }

    List<Instance> living() {
        return instances.stream().filter(i -> !i.isDead() && i.engine() != null).toList();
    }

    /** The provider accepted one: receipts follow, early, late, twice or shuffled. */
    void accepted(Delivery<Integer> delivery, String reference) {
        watch.accepted(delivery);
        receipt(delivery, reference, "sent", Receipt.Meaning.UNDER_WAY, 10_000);
        boolean arrives = chance.happens(0.9);
        if (chance.happens(0.7)) {
            receipt(delivery, reference, arrives ? "delivered" : "undelivered",
                    arrives ? Receipt.Meaning.DELIVERED : Receipt.Meaning.UNDELIVERED, 20_000);
        }
    }

    private void receipt(Delivery<Integer> delivery, String reference, String status, Receipt.Meaning meaning, int latestMs) {
        Receipt receipt = new Receipt(delivery.id(), trueNow(), status, meaning, null, reference);
        int times = chance.happens(0.3) ? 0 : chance.happens(0.2) ? 2 : 1;
        if (times == 2) {
            chance.note(Happening.RECEIPT_TWICE);
        }
        for (int i = 0; i < times; i++) {
            time.in(chance.millis(0, chance.happens(0.5) ? 100 : latestMs), () -> deliver(receipt));
        }
    }

    /** A webhook at any process; one that fails is lost. */
    private void deliver(Receipt receipt) {
        List<Instance> living = living();
        if (living.isEmpty()) {
            return;
        }
        Instance at = chance.oneOf(living);
        if (schema.row(receipt.delivery()).map(ModelRow::standing).orElse(null) instanceof Standing.Sending s
                && watch.wasMade(receipt.delivery(), s.attempts())) {
            chance.note(Happening.RECEIPT_BEFORE_ITS_ANSWER);
        } else if (receipt.at().plusSeconds(5).isBefore(trueNow())) {
            chance.note(Happening.RECEIPT_LATE);
        }
        trace(at.name, () -> "receipt " + receipt.status() + " of " + labels.get(receipt.delivery()));
        try {
            java.util.Objects.requireNonNull(at.engine()).receipts.store(List.of(receipt));
        } catch (Crash e) {
            at.die("receipt");
        } catch (IllegalStateException e) {
            if (!Faults.isLost(e)) {
                throw e;
            }
        }
        watch.look();
    }

    int deaths() {
        return deaths;
    }

    String label(Delivery<?> delivery) {
        return labels.computeIfAbsent(delivery.id(), id -> Revision.of(delivery.directive()).number() + "@"
                + (delivery.directive().directive().value().getLeastSignificantBits() & 0xff) + "->"
                + (delivery.recipient().value().getLeastSignificantBits() & 0xffff) + " " + delivery.directive().bulletinClass().code());
    }

    /** A step: too many to be told, but each makes the world what it is. */
    void mark(String who, String what) {
        fingerprint = fingerprint * 31 + time.now() + who.hashCode() + what.hashCode();
    }

    void trace(String who, String what) {
        trace(who, () -> what);
    }

    /** Everybody goes on for a while; somebody who waits within somebody's wait waits for nothing. */
    void pass(Duration duration) {
        if (waiting > 1) {
            return;
        }
        long until = time.now() + duration.toNanos();
        waiting++;
        try {
            while (time.now() < until && time.step()) {
                mark("world", "passes");
            }
        } finally {
            waiting--;
        }
    }

    void trace(String who, Supplier<String> what) {
        if (!schema.tracing) {
            return;
        }
        String line = "%9.3f %-8s %s".formatted(time.now() / 1e9, who, what.get());
        traces.addLast(() -> line);
        if (traces.size() > REMEMBERED) {
            traces.removeFirst();
        }
    }

    /** What is not settled. */
    String open() {
        return schema.work.values().stream().filter(w -> w.state != ModelWork.State.DONE)
                .map(w -> "record " + w.record.key() + " " + w.state + " at " + w.partition + "/" + w.offset).toList()
                + schema.rows.values().stream().filter(row -> !(row.standing() instanceof Standing.Settled))
                        .map(row -> row.standing().toString()).toList().toString()
                + schema.directives.values().stream().map(d -> d.state + " " + d.audience).toList();
    }

    List<String> lastEvents() {
        return traces.stream().map(Supplier::get).toList();
    }
}
