package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;

/** What people do and what befalls the processes in one world, drawn before it begins. */
final class Fate {
    private final World world;
    private final Chance chance;
    private final int chaosMs;

    Fate(World world) {
        this.world = world;
        this.chance = world.chance;
        this.chaosMs = (int) world.scenario.chaos().toMillis();
    }

    void draw() {
        for (int i = 1; i <= world.scenario.directives(); i++) {
            DirectiveId id = Worlds.directive(i);
            BulletinClass lane = lane(i);
            in(0, world.scenario.size().crowded() ? 2_000 : chaosMs / 2, () -> issue(id, lane));
        }
        halts();
        unheard();
        people();
        new ProviderFate(world).draw();
        processes();
        topics();
    }

    private void in(int low, int high, Runnable happens) {
        world.time.in(chance.millis(low, Math.max(low, high)), happens);
    }

    private void say(LoaEvent.FromDesk event) {
        world.trace("desk", () -> event.getClass().getSimpleName() + " " + event.subject());
        world.desk.say(event, world.time.now(), chance.happens(0.1));
        world.watch.said(event);
    }

    private OffsetDateTime now() {
        return world.trueNow().atOffset(LoaJson.OFFSET);
    }

    /** Where it is crowded, one of each lower lane beside many emergencies. */
    private BulletinClass lane(int number) {
        List<BulletinClass> all = List.of(BulletinClass.values());
        return world.scenario.size().crowded() ? all.get(Math.max(0, all.size() - number)) : chance.oneOf(all);
    }

    private void issue(DirectiveId id, BulletinClass lane) {
        boolean exercise = chance.happens(0.15);
        IssuedDirective first = content(id, 1, lane, exercise);
        say(new LoaEvent.DirectiveIssued(first));
        if (exercise) {
            chance.note(Happening.EXERCISE);
        }
        boolean crowded = world.scenario.size().crowded();
        if (chance.happens(crowded ? 0.05 : 0.25)) {
            in(100, chaosMs, () -> amend(id, lane, exercise));
        }
        if (chance.happens(crowded ? 0.05 : 0.2)) {
            in(100, chaosMs, () -> cancel(id));
        }
    }

    private void amend(DirectiveId id, BulletinClass lane, boolean exercise) {
        noteInTheMiddle(new Revision(id, 1), Happening.AMENDED_IN_THE_MIDDLE);
        say(new LoaEvent.DirectiveAmended(content(id, 2, lane, exercise), 1, "test"));
    }

    private void cancel(DirectiveId id) {
        noteInTheMiddle(new Revision(id, 1), Happening.CANCELLED_IN_THE_MIDDLE);
        say(new LoaEvent.DirectiveCancelled(id, 2, "test", now()));
    }

    /** Some have it and some have not. */
    private void noteInTheMiddle(Revision revision, Happening what) {
        ModelDirective directive = world.schema.directives.get(revision);
        int accepted = world.schema.counted(revision, DeliveryState.ACCEPTED);
        if (directive != null && accepted > 0 && accepted < world.scenario.recipients() / 2) {
            chance.note(what);
        }
    }

    private IssuedDirective content(DirectiveId id, int revision, BulletinClass lane, boolean exercise) {
        Instant from = world.trueNow();
        Duration lasts = chance.happens(world.scenario.size().crowded() ? 0 : 0.3) ? chance.millis(3_000, 40_000) : Duration.ofMinutes(10);
        world.time.in(lasts, () -> noteInTheMiddle(new Revision(id, revision), Happening.EXPIRED_IN_THE_MIDDLE));
        return Worlds.directive(id, revision, lane, exercise, from, from.plus(lasts));
    }

    private void halts() {
        if (!chance.happens(0.3)) {
            return;
        }
        in(0, chaosMs, this::halt);
    }

    private void halt() {
        AreaCode area = chance.oneOf(Worlds.AREAS);
        chance.note(Happening.HALTED);
        say(new LoaEvent.BroadcastHalted(area, List.of(area), Set.of(Channel.SMS), "test", now()));
        in(500, 15_000, () -> {
            chance.note(Happening.RESUMED);
            say(new LoaEvent.BroadcastResumed(area, List.of(area), Set.of(Channel.SMS), "test", now()));
        });
    }

    /** The desk says stop when nobody can hear it. */
    private void unheard() {
        if (!chance.happens(0.3)) {
            return;
        }
        in(500, chaosMs, () -> {
            brokerAway(chance.millis(2_500, 8_000));
            in(0, 500, () -> {
                chance.note(Happening.WITHDRAWN_UNHEARD);
                if (chance.happens(0.3)) {
                    halt();
                }
                world.schema.directives.keySet().stream().map(Revision::directive).distinct().toList().forEach(this::cancel);
            });
        });
    }

    private void brokerAway(Duration time) {
        chance.note(Happening.BROKER_AWAY);
        long until = world.time.now() + time.toNanos();
        world.instances.forEach(x -> x.faults().brokerAway(until));
    }

    private void people() {
        if (chance.happens(0.3)) {
            chance.note(Happening.OPTED_OUT);
            in(0, chaosMs, () -> world.people.optOut(Worlds.recipient(chance.between(0, world.scenario.recipients() - 1))));
        }
        if (chance.happens(0.2)) {
            in(0, chaosMs, () -> world.people.spoil(Worlds.recipient(chance.between(0, world.scenario.recipients() - 1))));
        }
        if (chance.happens(0.5)) {
            in(chaosMs / 2, chaosMs * 2, this::settleByPerson);
        }
    }

    /** Somebody who has asked the provider by telephone settles what nobody else does. */
    private void settleByPerson() {
        List<ModelRow> left = world.schema.rows.values().stream()
                .filter(row -> row.standing() instanceof Standing.Unknown u && u.askAt() == null)
                .toList();
        for (ModelRow row : left) {
            chance.note(Happening.SETTLED_BY_A_PERSON);
            Standing.Unknown unknown = (Standing.Unknown) row.standing();
            boolean wasTaken = !world.provider.taken(new ModelProvider.Text(row.revision, row.recipient)).isEmpty();
            world.schema.move(row, wasTaken ? unknown.prove(null) : unknown.sendAgain(world.trueNow(), true));
        }
    }

    private void processes() {
        for (int i = chance.between(0, 4); i > 0; i--) {
            in(0, chaosMs, () -> {
                chance.note(Happening.KILLED);
                one().die("a kill");
            });
        }
        for (int i = chance.between(0, 2); i > 0; i--) {
            in(0, chaosMs, () -> {
                chance.note(Happening.ASLEEP);
                one().suspend(chance.millis(200, 14_000));
            });
        }
        for (int i = chance.between(0, 2); i > 0; i--) {
            in(0, chaosMs, () -> {
                long until = world.time.now() + chance.millis(200, 6_000).toNanos();
                boolean all = chance.happens(0.5);
                chance.note(Happening.DATABASE_AWAY);
                world.instances.stream().filter(x -> all || chance.happens(0.4)).forEach(x -> x.faults().away(until));
            });
        }
        if (chance.happens(0.4)) {
            in(0, chaosMs, () -> brokerAway(chance.millis(500, 8_000)));
        }
        if (world.scenario.jumps()) {
            in(0, chaosMs, () -> {
                int millis = chance.between(-300_000, 300_000);
                chance.note(millis < 0 ? Happening.CLOCK_SET_BACK : Happening.CLOCK_SET_FORWARD);
                one().setClock(Duration.ofMillis(millis));
            });
        }
    }

    private Instance one() {
        List<Instance> all = world.instances;
        return all.isEmpty() ? new Instance(world, "i0") : chance.oneOf(all);
    }

    private void topics() {
        for (BulletinClass lane : BulletinClass.values()) {
            ModelTopic topic = world.topics.get(lane);
            if (chance.happens(0.3)) {
                in(0, chaosMs, () -> topic.loseLast(chance.between(0, ModelTopic.PARTITIONS - 1)));
            }
            if (chance.happens(0.3)) {
                chance.note(Happening.RECORD_SPOILT);
                in(0, chaosMs, () -> topic.spoil(chance.between(0, ModelTopic.PARTITIONS - 1), 0));
            }
        }
    }
}
