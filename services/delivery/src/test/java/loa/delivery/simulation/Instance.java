package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;
import loa.delivery.clock.Clocks;
import loa.delivery.lane.SteppedLanes;

/** A process: an engine whose steps the timeline makes, until it dies. What it sent goes on without it. */
final class Instance {
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(250);

    final String name;
    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Clocks clocks;
    private final Fairness fairness;
    private Duration setForward = Duration.ZERO;
    private long suspendedUntil;
    /** What its machine's own count of what has passed has missed, asleep itself. */
    private long missed;
    private boolean dead;
    private final Sends sends;
    private @Nullable Engine engine;

    Instance(World world, String name) {
        this.world = world;
        this.chance = world.chance;
        this.name = name;
        this.faults = new Faults(chance, world.time::now, world.isChaos() ? world.scenario.faults() : 0, passing());
        this.fairness = new Fairness(world.scenario.pace());
        InstantSource wall = () -> world.trueNow().plus(setForward);
        this.clocks = new Clocks(wall, () -> world.time.now() - missed + 1_000_000_000_000L);
        this.sends = new Sends(world, this);
        world.time.in(Duration.ZERO, this::start);
    }

    boolean isDead() {
        return dead;
    }

    @Nullable
    Engine engine() {
        return engine;
    }

    Faults faults() {
        return faults;
    }

    Instant wall() {
        return clocks.now();
    }

    private void start() {
        guard("start", () -> {
            Engine started = new Engine(world.outside, clocks, faults, new Engine.Hands(this::granted, this::question, name));
            engine = started;
            started.loops.forEach((loop, it) -> world.time.in(chance.around(it.period()).dividedBy(4), () -> turn(loop, it)));
        }, this::start);
    }

    /** One step of a loop, and when the next is due. */
    private void turn(String loop, Engine.Loop it) {
        guard(loop, () -> {
            Duration wait = it.step().make();
            world.time.in(chance.happens(0.002) ? chance.millis(500, 4_000) : chance.around(slower(it, wait)), () -> turn(loop, it));
        }, () -> turn(loop, it));
    }

    /** When nothing fails any more, whoever has nothing to do looks less often: only so that a world takes fewer steps. */
    private Duration slower(Engine.Loop loop, Duration wait) {
        return world.isChaos() || loop.isSignOfLife() || wait.compareTo(loop.period()) < 0 ? wait : wait.multipliedBy(4);
    }

    interface Deed {
        void make() throws InterruptedException;
    }

    /** Does it when this process runs; what fails is tried again, as a loop does; a crash ends everything. */
    void guard(String what, Deed deed, Runnable again) {
        if (dead) {
            return;
        }
        if (world.time.now() < suspendedUntil) {
            world.time.at(suspendedUntil, () -> guard(what, deed, again));
            return;
        }
        try {
            world.mark(name, what);
            deed.make();
        } catch (Crash e) {
            chance.note(Happening.DIED_IN_A_CALL);
            die(what);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            if (!Faults.isLost(e)) {
                throw e;
            }
            world.trace(name, () -> what + " failed");
            world.time.in(AFTER_A_FAILURE, again);
        }
        world.watch.look();
    }

    private Faults.Passing passing() {
        return new Faults.Passing() {
            @Override
            public void pass(Duration time) {
                world.pass(time);
                if (dead) {
                    throw new Crash();
                }
            }

            @Override
            public void sleep(Duration time) {
                suspend(time);
                pass(time);
            }
        };
    }

    /** Kill -9: nothing is written any more, the group learns of it when the session has run out. */
    void die(String where) {
        if (dead) {
            return;
        }
        world.trace(name, "dies at " + where);
        dead = true;
        Engine gone = engine;
        if (gone != null) {
            world.time.in(Scenario.SESSION, () -> leaveGroups(gone));
        }
        world.died(this);
    }

    void suspend(Duration duration) {
        world.trace(name, "is suspended for " + duration);
        long now = world.time.now();
        if (now >= suspendedUntil && chance.happens(0.5)) {
            chance.note(Happening.ASLEEP_WITH_ITS_MACHINE);
            missed += duration.toNanos();
        }
        suspendedUntil = Math.max(suspendedUntil, now + duration.toNanos());
        Engine sleeping = engine;
        if (sleeping != null && duration.compareTo(Scenario.SESSION) > 0) {
            world.time.in(Scenario.SESSION, () -> leaveGroups(sleeping));
        }
    }

    /** Nobody sets the clock of what sleeps. Set back by more than was slept through it would hide the sleep: no clock is left that knows. */
    void setClock(Duration forward) {
        if (world.time.now() < suspendedUntil) {
            return;
        }
        world.trace(name, "clock is set by " + forward);
        setForward = forward;
    }

    private void leaveGroups(Engine gone) {
        for (BulletinClass lane : BulletinClass.values()) {
            world.topics.get(lane).leave(gone.consumers.get(lane));
        }
    }

    private void question(Runnable question) {
        world.time.in(chance.millis(5, 800), () -> guard("question", question::run, () -> {
        }));
    }

    /** A permit was given. */
    private void granted(SteppedLanes.Send<Integer> send) {
        BulletinClass lane = send.delivery().directive().bulletinClass();
        fairness.granted(lane, Objects.requireNonNull(engine));
        world.watch.granted(lane);
        sends.granted(send);
    }
}
