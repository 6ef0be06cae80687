package loa.delivery.pace;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;

/**
 * Whose turn it is. Emergencies come before priority, priority before routine; the lower lanes together never hold the slots that are
 * reserved for emergencies; and while a higher lane lasts each waiting lower one gets every twentieth permit, if it may hold another
 * slot. When the provider takes nothing from anybody, all lanes wait together and one send tries. Not thread-safe.
 */
public final class Pacer {
    /** A lane that was passed over so often in a row is next, or as soon as it may hold a slot. */
    private static final int PASSED_OVER_AT_MOST = 19;
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(100);

    private final PaceSettings settings;
    private final TokenBucket bucket;
    private final Brake brake = new Brake();
    private final Ceiling ceiling = new Ceiling();
    private final AtomicLong taken = new AtomicLong();
    private final Lately lately = new Lately();
    /** Of what the provider had taken a second before it first turned one away: null while nothing is to be learned from that. */
    private @Nullable Long takenBefore;
    private final LongSupplier nanoTime;
    private boolean takesPart = true;
    private int onTheWay;
    private int mostOnTheWay;
    private final Map<BulletinClass, Integer> inFlight = new EnumMap<>(BulletinClass.class);
    private final Map<BulletinClass, Integer> passedOver = new EnumMap<>(BulletinClass.class);

    /**
     * Nothing is in flight yet.
     *
     * @param nanoTime a clock that no one sets, in nanoseconds
     */
    public Pacer(PaceSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.bucket = new TokenBucket(settings.ratePerSecond(), nanoTime);
        this.mostOnTheWay = PaceSettings.mostOnTheWay(settings.ratePerSecond());
        for (BulletinClass lane : BulletinClass.values()) {
            inFlight.put(lane, 0);
            passedOver.put(lane, 0);
        }
    }

    /** The answer to {@link #ask}. */
    public sealed interface Answer {
        /** This lane sends one; the slot is taken. */
        record Granted(BulletinClass lane) implements Answer {}

        /** The rate is used up for this long. */
        record Wait(Duration time) implements Answer {}

        /** No waiting lane may hold another slot, or too many have not departed: ask again after a {@link #release} or {@link #departed}. */
        record Full() implements Answer {}
    }

    /** Gives one permit to one of the lanes that have something to send. */
    public Answer ask(Set<BulletinClass> waiting) {
        lately.look(nanoTime.getAsLong(), taken.get());
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
        BulletinClass overdue = overdue(waiting);
        if (overdue != null) {
            return grant(overdue, waiting);
        }
        for (BulletinClass lane : BulletinClass.values()) {
            if (waiting.contains(lane) && hasSlot(lane)) {
                return grant(lane, waiting);
            }
        }
        return new Answer.Full();
    }

    /** One that was granted has left for the provider, or never will. Returns whether the next one may have waited for that. */
    public boolean departed() {
        if (onTheWay == 0) {
            throw new IllegalStateException("more sends departed than were granted");
        }
        onTheWay--;
        return onTheWay == mostOnTheWay - 1;
    }

    /** Of those that were passed over often enough the one that was so most often: else one lower lane would always go before another. */
    private @Nullable BulletinClass overdue(Set<BulletinClass> waiting) {
        BulletinClass overdue = null;
        int most = PASSED_OVER_AT_MOST - 1;
        for (BulletinClass lane : BulletinClass.values()) {
            int times = passedOver.getOrDefault(lane, 0);
            if (times > most && waiting.contains(lane) && hasSlot(lane)) {
                overdue = lane;
                most = times;
            }
        }
        return overdue;
    }

    /** So many sends of a lane are over, and the ledger knows how. */
    public void release(BulletinClass lane, int sends) {
        int now = inFlight.merge(lane, -sends, Integer::sum);
        if (now < 0) {
            throw new IllegalStateException("lane %s gave back a slot that it did not hold".formatted(lane.code()));
        }
    }

    /**
     * The provider takes nothing from anybody: all lanes wait, then one send tries.
     *
     * @param asked how long the provider asks for; null: it does not say
     */
    public void brake(@Nullable Duration asked) {
        brake.pull(nanoTime.getAsLong(), asked);
    }

    /**
     * The provider turned one away because there were too many. The first time all lanes wait as behind a brake, and what the provider has
     * taken meanwhile is the measure from then on.
     *
     * @param asked for how long the provider asks to be left alone; null: it does not say
     * @param begun when that send began, by the clock of this pacer
     */
    public void tooMany(@Nullable Duration asked, long begun) {
        long now = nanoTime.getAsLong();
        if (ceiling.isKnown()) {
            ceiling.lower(lately.perSecond(now, taken.get()), begun, now);
        } else if (takenBefore == null) {
            takenBefore = taken.get() - lately.growth(now, taken.get());
        }
        if (!ceiling.isKnown() || asked != null) {
            brake.pull(now, asked);
        }
    }

    /** The provider took one. Unlike everything else here it may be called by any thread. */
    public void taken() {
        taken.incrementAndGet();
    }

    /** Sends a second that the provider has taught us; infinite when it has not. */
    public double learnedRate() {
        return ceiling.perSecond(nanoTime.getAsLong());
    }

    /** Nobody knows whether the provider took one: nothing follows from it, but from many in a row that it takes nothing. */
    public void doubt() {
        brake.doubt(nanoTime.getAsLong());
    }

    /** Whether {@link #ease} would change anything. */
    public boolean isUneasy() {
        return brake.isUneasy();
    }

    /** The provider took one, or refused it for what it was: if that was the one that tried, all go on. */
    public void ease() {
        brake.ease();
        if (takenBefore != null && !brake.isOn()) {
            long meanwhile = taken.get() - takenBefore;
            takenBefore = null;
            // who took nothing but the one that tried was not too slow for us, but away
            if (meanwhile > 1) {
                ceiling.set(meanwhile, nanoTime.getAsLong());
            }
        }
    }

    /** The one that tried was not sent after all. */
    public void tryAnother() {
        brake.probeAgain();
    }

    /** How long the provider is left alone; empty when it is not. */
    public Optional<Duration> braked() {
        return brake.isOn() ? Optional.of(brake.left(nanoTime.getAsLong())) : Optional.empty();
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
        return inFlight.getOrDefault(lane, 0);
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
        if (brake.isOn()) {
            brake.probe();
        }
        inFlight.merge(lane, 1, Integer::sum);
        passedOver.put(lane, 0);
        waiting.stream().filter(other -> other.compareTo(lane) > 0).forEach(lower -> passedOver.merge(lower, 1, Integer::sum));
        return new Answer.Granted(lane);
    }

    private boolean hasSlot(BulletinClass lane) {
        int all = inFlight.values().stream().mapToInt(Integer::intValue).sum();
        if (lane == BulletinClass.EMERGENCY) {
            return all < settings.slots();
        }
        return all < settings.slots() && all - inFlight(BulletinClass.EMERGENCY) < settings.slots() - settings.reserved();
    }
}
