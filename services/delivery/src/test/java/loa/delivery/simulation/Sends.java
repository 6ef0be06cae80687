package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;

import loa.delivery.Outcome;
import loa.delivery.lane.SteppedLanes;

/** What becomes of the sends of one process: how long they take, whether request or answer is lost, and that it may die over them. */
final class Sends {
    private final World world;
    private final Chance chance;
    private final Instance process;

    Sends(World world, Instance process) {
        this.world = world;
        this.chance = world.chance;
        this.process = process;
    }

    /** A permit was given: the thread of the send runs a moment later. */
    void granted(SteppedLanes.Send<Integer> send) {
        world.time.in(chance.millis(0, 3), () -> process.guard("begin", () -> begin(send), () -> {
            throw new Violation("a send that began threw");
        }));
    }

    private void begin(SteppedLanes.Send<Integer> send) {
        if (!send.begins()) {
            return;
        }
        if (world.schema.has(Mutation.GATE_IS_ASKED_BEFORE_THE_WAIT)) {
            world.time.in(chance.millis(0, 4_000), () -> process.guard("late begin", () -> go(send), () -> {
            }));
            return;
        }
        go(send);
    }

    private void go(SteppedLanes.Send<Integer> send) {
        world.trace(process.name, () -> "sends " + world.label(send.delivery()) + " attempt " + send.delivery().attempt());
        Instant at = process.wall();
        long began = world.time.now();
        world.watch.sent(process, send);
        Duration there = latency();
        Duration back = latency();
        boolean fails = world.isChaos();
        boolean lostBefore = fails && chance.happens(0.04);
        boolean lostAfter = fails && chance.happens(0.04);
        boolean reset = chance.happens(0.5);
        if (fails && there.compareTo(Scenario.LEASE.plusSeconds(2)) > 0 && chance.happens(0.25)) {
            world.time.in(chance.millis(0, 1_000), this::dieWithASlowSend);
        }
        Duration limit = Scenario.TIME_LIMIT;
        if (lostBefore) {
            chance.note(Happening.REQUEST_LOST);
            answer(send, new Outcome.Unknown("fake:reset"), at, there, began);
            return;
        }
        if (lostAfter) {
            chance.note(Happening.ANSWER_LOST);
            if (reset && chance.happens(0.5)) {
                loseOnTheWay(send, at, began);
                return;
            }
        }
        boolean inTime = there.plus(back).compareTo(limit) < 0 && !lostAfter;
        world.time.in(there, () -> {
            Outcome outcome = world.provider.request(send.delivery(), world.isChaos());
            world.trace("provider", () -> world.label(send.delivery()) + " " + outcome);
            if (outcome instanceof Outcome.Accepted a) {
                world.accepted(send.delivery(), a.reference());
            }
            if (inTime) {
                answer(send, outcome, at, back, began);
            } else if (lostAfter && reset) {
                answer(send, new Outcome.Unknown("fake:reset"), at, Duration.ofMillis(1), began);
            } else {
                answer(send, new Outcome.Unknown("fake:timeout"), at, limit.minus(there), began);
            }
        });
    }

    /** The connection breaks at once, and the provider takes what was sent by it much later. */
    private void loseOnTheWay(SteppedLanes.Send<Integer> send, Instant at, long began) {
        chance.note(Happening.CONNECTION_LOST_ON_THE_WAY);
        answer(send, new Outcome.Unknown("fake:reset"), at, Duration.ofMillis(1), began);
        world.time.in(chance.millis(8_000, (int) Scenario.TIME_LIMIT.toMillis() - 100), () -> {
            Outcome outcome = world.provider.request(send.delivery(), world.isChaos());
            world.trace("provider", () -> world.label(send.delivery()) + " much later " + outcome);
            if (outcome instanceof Outcome.Accepted a) {
                world.accepted(send.delivery(), a.reference());
            }
        });
    }

    private void dieWithASlowSend() {
        if (!process.isDead() && world.isChaos()) {
            chance.note(Happening.DIED_WITH_A_SLOW_SEND);
            process.die("a slow send");
        }
    }

    private Duration latency() {
        Scenario.Size size = world.scenario.size();
        return chance.happens(size.slow())
                ? chance.millis(size.slowest(), (int) Scenario.TIME_LIMIT.toMillis() - 100)
                : chance.millis(5, 150);
    }

    private void answer(SteppedLanes.Send<Integer> send, Outcome outcome, Instant at, Duration in, long began) {
        world.time.in(in, () -> process.guard("answer",
                () -> send.answered(outcome, at, Duration.ofNanos(world.time.now() - began)), () -> {
                    throw new Violation("an answer threw");
                }));
    }
}
