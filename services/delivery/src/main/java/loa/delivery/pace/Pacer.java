package loa.delivery.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;

/**
 * Who may send now: the lane whose turn it is ({@code Turns}), as fast as is set and as the provider has taught us ({@code LearnedRate}).
 * When the provider takes nothing from anybody, all lanes wait together and one send tries. Not thread-safe.
 */
public final class Pacer {
    /** The number of a send that is no probe. */
    public static final int NO_PROBE = Brake.NO_PROBE;

    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(100);
    private static final Duration WHILE_ONE_TRIES = Duration.ofMillis(1);

    private final PaceSettings settings;
    private final LongSupplier nanoTime;
    private final Turns turns;
    private final TokenBucket bucket;
    private final LearnedRate learned = new LearnedRate();
    private final Brake brake = new Brake();
    private boolean takesPart = true;
    private int onTheWay;
    private int mostOnTheWay;

    /**
     * Nothing is in flight yet.
     *
     * @param nanoTime a clock that no one sets, in nanoseconds
     */
    public Pacer(PaceSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.turns = new Turns(settings);
        this.bucket = new TokenBucket(settings.ratePerSecond(), nanoTime);
        this.mostOnTheWay = PaceSettings.mostOnTheWay(settings.ratePerSecond());
    }

    /** The answer to {@link #ask}. */
    public sealed interface Answer {
        /**
         * This lane sends one; the slot is taken.
         *
         * @param probe its number when it is the one that tries whether the provider takes anything, else {@link #NO_PROBE}
         */
        record Granted(BulletinClass lane, int probe) implements Answer {}

        /** The rate is used up for this long. */
        record Wait(Duration time) implements Answer {}

        /** No waiting lane may hold another slot, or too many have not departed: ask again after a {@link #release} or {@link #departed}. */
        record Full() implements Answer {}
    }

    /** Gives one permit to one of the lanes that have something to send. */
    public Answer ask(Set<BulletinClass> waiting) {
        learned.look(nanoTime.getAsLong());
        if (!takesPart) {
            return new Answer.Wait(UNTIL_ASKED_AGAIN);
        }
        if (brake.isOn() && !brake.mayProbe(nanoTime.getAsLong())) {
            return new Answer.Wait(wait(brake.left(nanoTime.getAsLong())));
        }
        if (onTheWay >= mostOnTheWay) {
            return new Answer.Full();
        }
        if (!bucket.hasToken()) {
            return new Answer.Wait(bucket.untilToken());
        }
        BulletinClass next = turns.next(waiting);
        return next == null ? new Answer.Full() : grant(next, waiting);
    }

    /** One that was granted has left for the provider, or never will. Returns whether the next one may have waited for that. */
    public boolean departed() {
        if (onTheWay == 0) {
            throw new IllegalStateException("more sends departed than were granted");
        }
        onTheWay--;
        return onTheWay == mostOnTheWay - 1;
    }

    /** So many sends of a lane are over, and the ledger knows how. */
    public void release(BulletinClass lane, int sends) {
        turns.release(lane, sends);
    }

    /**
     * The provider takes nothing from anybody: all lanes wait, then one send tries.
     *
     * @param asked how long the provider asks for; null: it does not say
     * @param probe the number with which the send was granted that was answered so
     */
    public void brake(@Nullable Duration asked, int probe) {
        brake.pull(nanoTime.getAsLong(), asked, probe);
    }

    /**
     * The provider turned one away because there were too many. The first time all lanes wait as behind a brake, and what the provider has
     * taken meanwhile is the measure from then on.
     *
     * @param asked for how long the provider asks to be left alone; null: it does not say
     * @param begun when that send began, by the clock of this pacer
     * @param probe the number with which it was granted
     */
    public void tooMany(@Nullable Duration asked, long begun, int probe) {
        long now = nanoTime.getAsLong();
        learned.tooMany(begun, now);
        // a probe that is turned away has to end: none other goes before
        if (!learned.isKnown() || asked != null || brake.isUnderWay(probe)) {
            brake.pull(now, asked, probe);
        }
    }

    /** The provider took one. Unlike everything else here it may be called by any thread. */
    public void taken() {
        learned.taken();
    }

    /** Sends a second that the provider has taught us; infinite when it has not. */
    public double learnedRate() {
        return learned.perSecond(nanoTime.getAsLong());
    }

    /** Nobody knows whether the provider took one: nothing follows from it, but from many in a row that it takes nothing. */
    public void doubt(int probe) {
        brake.doubt(nanoTime.getAsLong(), probe);
    }

    /** Whether {@link #ease} would change anything. */
    public boolean isUneasy() {
        return brake.isUneasy();
    }

    /** The provider took one, or refused it for what it was: if that was the one that tried, all go on. */
    public void ease(int probe) {
        brake.ease(probe);
        if (!brake.isOn()) {
            learned.resumed(nanoTime.getAsLong());
        }
    }

    /** The one with this number was not sent after all: if it was to try, another one does. */
    public void tryAnother(int probe) {
        brake.probeAgain(probe);
    }

    /** How long the provider is left alone, a millisecond when one tries at this moment; empty when all go. */
    public Optional<Duration> braked() {
        if (!brake.isOn()) {
            return Optional.empty();
        }
        Duration left = brake.left(nanoTime.getAsLong());
        return Optional.of(left.compareTo(WHILE_ONE_TRIES) > 0 ? left : WHILE_ONE_TRIES);
    }

    private static Duration wait(Duration left) {
        return left.isZero() || left.compareTo(UNTIL_ASKED_AGAIN) > 0 ? UNTIL_ASKED_AGAIN : left;
    }

    /** {@link PaceSettings#ahead}. */
    public int ahead() {
        return settings.ahead();
    }

    /** The sends of a lane in flight. */
    public int inFlight(BulletinClass lane) {
        return turns.inFlight(lane);
    }

    /** Of how many instances this is one: each takes its part of the rate. 0: the others still take all of it. */
    public void shareRate(int instances) {
        takesPart = instances > 0 || settings.ratePerSecond() == 0;
        double own = settings.ratePerSecond() == 0 ? Double.POSITIVE_INFINITY : settings.ratePerSecond() / Math.max(1, instances);
        double least = Math.min(own, learnedRate());
        double rate = least == Double.POSITIVE_INFINITY ? 0 : least;
        bucket.setRate(rate);
        mostOnTheWay = PaceSettings.mostOnTheWay(rate);
    }

    private Answer grant(BulletinClass lane, Set<BulletinClass> waiting) {
        bucket.take();
        onTheWay++;
        int probe = brake.probe(nanoTime.getAsLong());
        turns.take(lane, waiting);
        return new Answer.Granted(lane, probe);
    }
}
