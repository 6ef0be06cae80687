package loa.sandbox.behaviour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import loa.sandbox.files.Secret;

/** One provider's behaviour, kept over restarts until it is changed, and the fate of each request under it. Thread-safe. */
public final class Provider {

    private final Path file;
    private final Arrivals arrivals;
    private volatile State state;

    private record State(Behaviour behaviour, AtomicLong requests, @Nullable RateLimit limit) {
        static State of(Behaviour behaviour) {
            Integer rate = behaviour.acceptedPerSecond();
            return new State(behaviour, new AtomicLong(), rate == null ? null : new RateLimit(rate));
        }
    }

    /**
     * @param file  where the behaviour is kept; absent means ideal
     * @param clock for the times of arrivals
     */
    public Provider(Path file, InstantSource clock) throws IOException {
        this.file = file;
        this.arrivals = new Arrivals(clock);
        Behaviour kept = Files.exists(file) ? BehaviourJson.read(Files.readAllBytes(file)) : Behaviour.IDEAL;
        this.state = State.of(kept);
    }

    /** The behaviour that holds now. */
    public Behaviour behaviour() {
        return state.behaviour();
    }

    /** Changes it; the seed begins anew. */
    public synchronized void behave(Behaviour behaviour) {
        try {
            Secret.write(file, BehaviourJson.write(behaviour));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state = State.of(behaviour);
    }

    /** When its sends came. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Draws the fate of the next request, which is to the recipient {@code to} and comes at this moment. */
    public Fate next(@Nullable String to) {
        arrivals.came();
        State now = state;
        Behaviour behaviour = now.behaviour();
        RandomGenerator chance = new SplittableRandom(behaviour.seed() * 0x9E3779B97F4A7C15L + now.requests().getAndIncrement());
        long wait = wait(behaviour, chance);
        Fault fault = fault(behaviour, to, chance);
        boolean tooMany = now.limit() != null && !now.limit().permit(System.nanoTime());
        if (!tooMany && fault instanceof Fault.DropAfterAccept) {
            arrivals.droppedAfterAccept();
        }
        return new Fate(wait, fault, tooMany, chance);
    }

    /** How long an answer takes that is no send. */
    public long waitMs() {
        return wait(state.behaviour(), RandomGenerator.getDefault());
    }

    private static long wait(Behaviour behaviour, RandomGenerator chance) {
        long jitter = behaviour.jitterMs() == 0 ? 0 : chance.nextLong(-behaviour.jitterMs(), behaviour.jitterMs() + 1);
        return Math.max(0, behaviour.latencyMs() + jitter);
    }

    private static @Nullable Fault fault(Behaviour behaviour, @Nullable String to, RandomGenerator chance) {
        double personal = chance.nextDouble();
        for (Fault fault : behaviour.faults()) {
            if (fault.to() != null && fault.to().equals(to) && personal < Behaviour.orOne(fault.share())) {
                return fault;
            }
        }
        double left = chance.nextDouble();
        for (Fault fault : behaviour.faults()) {
            if (fault.to() == null) {
                left -= Behaviour.orOne(fault.share());
                if (left < 0) {
                    return fault;
                }
            }
        }
        return null;
    }
}
