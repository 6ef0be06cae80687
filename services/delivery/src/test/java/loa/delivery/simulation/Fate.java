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
            in(0, chaosMs / 2, () -> issue(id));
        }
        halts();
        people();
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

    private void issue(DirectiveId id) {
        IssuedDirective first = content(id, 1, chance.oneOf(List.of(BulletinClass.values())));
        say(new LoaEvent.DirectiveIssued(first));
        if (chance.happens(0.2)) {
            in(100, chaosMs, () -> say(new LoaEvent.DirectiveAmended(content(id, 2, first.bulletinClass()), 1, "test")));
        }
        if (chance.happens(0.2)) {
            in(100, chaosMs, () -> say(new LoaEvent.DirectiveCancelled(id, 2, "test", now())));
        }
    }

    private IssuedDirective content(DirectiveId id, int revision, BulletinClass lane) {
        Instant from = world.trueNow();
        Duration lasts = chance.happens(0.3) ? chance.millis(3_000, 40_000) : Duration.ofMinutes(10);
        return Worlds.directive(id, revision, lane, from, from.plus(lasts));
    }

    private void halts() {
        if (!chance.happens(0.3)) {
            return;
        }
        AreaCode area = chance.oneOf(Worlds.AREAS);
        in(0, chaosMs, () -> {
            say(new LoaEvent.BroadcastHalted(area, List.of(area), Set.of(Channel.SMS), "test", now()));
            in(500, 15_000, () -> say(new LoaEvent.BroadcastResumed(area, List.of(area), Set.of(Channel.SMS), "test", now())));
        });
    }

    private void people() {
        if (chance.happens(0.3)) {
            in(0, chaosMs, () -> world.people.optOut(Worlds.recipient(chance.between(0, world.scenario.recipients() - 1))));
        }
        if (chance.happens(0.2)) {
            in(0, chaosMs, () -> world.people.spoil(Worlds.recipient(chance.between(0, world.scenario.recipients() - 1))));
        }
        if (chance.happens(0.5)) {
            in(chaosMs / 2, chaosMs * 2, this::settleByPerson);
        }
        if (chance.happens(0.2)) {
            in(0, chaosMs, () -> world.provider.busyFor(chance.millis(500, 8_000)));
        }
    }

    /** Somebody who has asked the provider by telephone settles what nobody else does. */
    private void settleByPerson() {
        List<ModelRow> left = world.schema.rows.values().stream()
                .filter(row -> row.standing() instanceof Standing.Unknown u && u.askAt() == null)
                .toList();
        for (ModelRow row : left) {
            Standing.Unknown unknown = (Standing.Unknown) row.standing();
            boolean wasTaken = !world.provider.taken(new ModelProvider.Text(row.revision, row.recipient)).isEmpty();
            world.schema.move(row, wasTaken ? unknown.prove(null) : unknown.sendAgain(world.trueNow(), true));
        }
    }

    private void processes() {
        for (int i = chance.between(0, 4); i > 0; i--) {
            in(0, chaosMs, () -> one().die("a kill"));
        }
        for (int i = chance.between(0, 2); i > 0; i--) {
            in(0, chaosMs, () -> one().suspend(chance.millis(200, 14_000)));
        }
        for (int i = chance.between(0, 2); i > 0; i--) {
            in(0, chaosMs, () -> {
                long until = world.time.now() + chance.millis(200, 6_000).toNanos();
                boolean all = chance.happens(0.5);
                world.instances.stream().filter(x -> all || chance.happens(0.4)).forEach(x -> x.faults().away(until));
            });
        }
        if (chance.happens(0.4)) {
            in(0, chaosMs, () -> {
                long until = world.time.now() + chance.millis(500, 8_000).toNanos();
                world.instances.forEach(x -> x.faults().brokerAway(until));
            });
        }
        if (world.scenario.jumps()) {
            in(0, chaosMs, () -> one().setClock(Duration.ofMillis(chance.between(-30_000, 30_000))));
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
                in(0, chaosMs, () -> topic.spoil(chance.between(0, ModelTopic.PARTITIONS - 1), 0));
            }
        }
    }
}
