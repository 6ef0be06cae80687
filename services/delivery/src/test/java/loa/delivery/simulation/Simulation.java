package loa.delivery.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One world from its beginning until everything is settled. */
final class Simulation {
    /** After the last fault: the longest send, two questions, a lease of a question (a minute), the doorbell, and some. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MOST_STEPS = 2_000_000;

    private final long seed;
    private final Engine.Ends ends;
    private final Mutation mutation;

    /**
     * What happened in one or more worlds.
     *
     * @param moves    how often a delivery went from one state to another
     * @param happened in how many ways things went wrong, and how often
     * @param longest  that a lane with something due got no permit while others got theirs
     */
    record Tale(long worlds, long steps, long sends, long duplicates, long deaths, Map<String, Long> moves, Map<Happening, Long> happened,
            Duration longest) {
        static Tale none() {
            return new Tale(0, 0, 0, 0, 0, Map.of(), Map.of(), Duration.ZERO);
        }

        Tale and(Tale other) {
            Map<String, Long> both = new TreeMap<>(moves);
            other.moves.forEach((move, times) -> both.merge(move, times, Long::sum));
            Map<Happening, Long> bothHappened = new TreeMap<>(happened);
            other.happened.forEach((what, times) -> bothHappened.merge(what, times, Long::sum));
            return new Tale(worlds + other.worlds, steps + other.steps, sends + other.sends, duplicates + other.duplicates,
                    deaths + other.deaths, both, bothHappened, longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }
    }

    Simulation(long seed, Engine.Ends ends, Mutation mutation) {
        this.seed = seed;
        this.ends = ends;
        this.mutation = mutation;
    }

    /** Runs it; a violation is told with the seed and everything that led to it. */
    Tale run() {
        try {
            return carryOn(new World(seed, ends, mutation));
        } catch (Violation | RuntimeException e) {
            throw again(e);
        }
    }

    /** Runs it and remembers the last events. */
    void runTraced() {
        World world = new World(seed, ends, mutation);
        world.schema.tracing = true;
        try {
            Tale unused = carryOn(world);
        } catch (Violation | RuntimeException e) {
            throw new AssertionError("seed %d at %s (-Dloa.simulation.seed=%d), %s: %s%n%s".formatted(seed, world.time.passed(), seed,
                    world.scenario, e.getMessage(), String.join("\n", world.lastEvents())), e);
        }
    }

    /** The same for the same seed. */
    long fingerprint() {
        World world = new World(seed, ends, mutation);
        Tale unused = carryOn(world);
        return world.fingerprint();
    }

    private AssertionError again(Throwable first) {
        try {
            runTraced();
        } catch (AssertionError e) {
            return e;
        }
        return new AssertionError("seed " + seed + " failed once and not again", first);
    }

    private static Tale carryOn(World world) {
        Duration last = world.scenario.chaos().plus(PATIENCE).plus(world.scenario.longestAtThisRate());
        for (int step = 0; step < MOST_STEPS; step++) {
            if (!world.time.step() || step % 64 == 0 && world.watch.isSettled()) {
                world.watch.end();
                return new Tale(1, step, world.watch.sends(), world.watch.duplicates(), world.deaths(), world.schema.moves,
                        world.chance.happened(), world.watch.longestWait());
            }
            if (world.time.passed().compareTo(last) > 0) {
                throw new Violation("not settled " + PATIENCE + " after the last fault: " + world.open());
            }
        }
        throw new Violation("too many steps");
    }
}
