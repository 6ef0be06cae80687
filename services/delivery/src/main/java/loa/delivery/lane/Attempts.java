package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.Delivery;
import loa.delivery.Departure;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.delivery.clock.Clocks;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.Settlement;
import loa.delivery.pace.BackOff;

/** Makes one attempt, or says why none may be made. Thread-safe. */
final class Attempts<A> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** A sender that throws throws for each recipient; the counter says how often. */
    private static final long COMPLAIN_EVERY_NANOS = 10_000_000_000L;

    /** Behind a brake or a low rate one may wait for hours: whoever opts out meanwhile is not to be reached. */
    private static final long ADDRESS_HOLDS_NANOS = Duration.ofSeconds(30).toNanos();

    private final Sender<A> sender;
    private final Gate gate;
    private final Retries retries;
    private final Addresses<A> addresses;
    private final Slots slots;
    private final Repeating repeating;
    private final LaneMeters meters;
    private final LongSupplier count;
    private volatile long complainedAt;

    /** Who is asked at the last moment. */
    record Last<A>(Gate gate, Retries retries, Addresses<A> addresses) {}

    /**
     * When to try again, or to ask.
     *
     * @param longestSend after the beginning of an attempt its request may still get to the provider for so long
     */
    record Repeating(BackOff backOff, Duration longestSend, RandomGenerator random, Clocks clocks) {}

    Attempts(Sender<A> sender, Last<A> last, Slots slots, Repeating repeating, LaneMeters meters) {
        this.sender = sender;
        this.gate = last.gate();
        this.retries = last.retries();
        this.addresses = last.addresses();
        this.slots = slots;
        this.repeating = repeating;
        this.count = repeating.clocks()::count;
        this.meters = meters;
        this.complainedAt = repeating.clocks().count() - COMPLAIN_EVERY_NANOS;
    }

    /** The count by which jobs wait. */
    long count() {
        return count.getAsLong();
    }

    /** How a job that waits ends without being sent; nothing while it may be sent, or nobody knows. */
    Optional<Ending> ending(Job<A> job) {
        return ending(job, check(job));
    }

    /** Sends, unless something stands against it at the last moment. Never throws. */
    Ending make(Job<A> job) {
        return bar(job).orElseGet(() -> send(job));
    }

    /** What stands against a send at the last moment; nothing: it goes now. Never throws. */
    Optional<Ending> bar(Job<A> job) {
        meters.granted(job.kind());
        Optional<Ending> bar = lastLook(job);
        if (bar.isPresent()) {
            meters.barred(job.kind());
            slots.unused(job.probe());
        }
        return bar;
    }

    private Optional<Ending> lastLook(Job<A> job) {
        try {
            if (isOvertaken(job)) {
                return Optional.of(new Ending.Drop());
            }
            Optional<Ending> elsewhere = count() - job.since() > ADDRESS_HOLDS_NANOS ? unlessStillThere(job) : Optional.empty();
            if (elsewhere.isPresent()) {
                return elsewhere;
            }
        } catch (RuntimeException e) {
            // nothing was sent: only the ledger could not be asked
            LOG.atWarn().addKeyValue("directive", job.delivery().directive().directive()).setCause(e).log("An attempt could not be begun");
            return Optional.of(putBack(job));
        }
        // the last thing that is asked, since the database may have taken its time; until when it holds is asked before
        Departure.ofThisThread().noLaterThan(gate.holdsUntil(job.delivery().directive(), job.owner()), count);
        Gate.Bar bar = check(job);
        return bar == Gate.Bar.UNSURE ? Optional.of(putBack(job)) : ending(job, bar);
    }

    /** Who has another address by now is taken up anew with it. */
    private Optional<Ending> unlessStillThere(Job<A> job) {
        Delivery<A> delivery = job.delivery();
        Addresses.Found<A> found = addresses.find(delivery.directive(), List.of(delivery.recipient()));
        if (delivery.address().equals(found.readable().get(delivery.recipient()))) {
            return Optional.empty();
        }
        if (found.readable().containsKey(delivery.recipient())) {
            return Optional.of(putBack(job));
        }
        return Optional.of(found.unreadable().isEmpty()
                ? unsent(job, DeliveryState.CANCELLED, Addresses.OPTED_OUT)
                : unsent(job, DeliveryState.REFUSED, Addresses.UNREADABLE));
    }

    /** What follows from an answer to a send that began at this moment. */
    Ending answered(Job<A> job, Outcome outcome, Instant at, Duration took) {
        meters.attempted(job.kind(), took);
        tellOfProvider(outcome, took, job.probe());
        return new Ending.Settle(settlement(job, outcome, at, (int) took.toMillis()));
    }

    private void tellOfProvider(Outcome outcome, Duration took, int probe) {
        switch (outcome) {
            case Outcome.Deferred(_, Duration asked, Outcome.Scope scope) when scope == Outcome.Scope.CHANNEL ->
                slots.brake(asked, probe);
            case Outcome.Deferred(_, Duration asked, Outcome.Scope scope) when scope == Outcome.Scope.RATE ->
                slots.tooMany(asked, repeating.clocks().nanos().getAsLong() - took.toNanos(), probe);
            case Outcome.Unknown(_, Duration asked, Outcome.Scope scope) when scope == Outcome.Scope.CHANNEL ->
                slots.brake(asked, probe);
            case Outcome.Unknown _ -> slots.doubt(probe);
            case Outcome.Accepted _,Outcome.Refused _,Outcome.Gone _ -> slots.taken(probe);
            case Outcome.Deferred _ -> slots.ease(probe);
        }
    }

    /** For a job of which nobody can say how far it came. */
    Ending lost(Job<A> job) {
        Instant now = repeating.clocks().now();
        slots.unused(job.probe());
        return new Ending.Settle(ended(job, DeliveryState.UNKNOWN, "loa:lost", null, now, 0, repeating.longestSend()));
    }

    private static <A> Optional<Ending> ending(Job<A> job, Gate.Bar bar) {
        return switch (bar) {
            case NONE, UNSURE -> Optional.empty();
            case WITHDRAWN -> Optional.of(unsent(job, DeliveryState.CANCELLED, null));
            case EXPIRED -> Optional.of(unsent(job, DeliveryState.EXPIRED, null));
            // not ours any more: the ledger puts back what nobody has buried yet, and passes over the rest
            case HALTED, NOT_OURS -> Optional.of(putBack(job));
        };
    }

    private Gate.Bar check(Job<A> job) {
        return gate.check(job.delivery().directive(), job.delivery().area(), job.owner());
    }

    private static <A> Ending putBack(Job<A> job) {
        return new Ending.PutBack(job.delivery().id(), job.owner());
    }

    /** A receipt of an earlier attempt may have come since this one was taken up; before a first attempt none can have. */
    private boolean isOvertaken(Job<A> job) {
        return job.delivery().attempt() > 1 && !retries.isStillOurs(job.delivery().id(), job.delivery().attempt(), job.owner());
    }

    private Ending send(Job<A> job) {
        Instant at = repeating.clocks().now();
        long begun = repeating.clocks().nanos().getAsLong();
        return answered(job, outcome(job.delivery()), at, Duration.ofNanos(repeating.clocks().nanos().getAsLong() - begun));
    }

    private Outcome outcome(Delivery<A> delivery) {
        if (!sender.tellsDeparture()) {
            Departure.ofThisThread().happened();
        }
        try {
            return sender.send(delivery);
        } catch (RuntimeException | Error e) {
            meters.threw(Kind.of(delivery.directive()));
            long now = repeating.clocks().count();
            if (now - complainedAt > COMPLAIN_EVERY_NANOS) {
                complainedAt = now;
                LOG.atError().addKeyValue("delivery", delivery.id()).setCause(e).log("The sender throws; nobody knows whether it was sent");
            }
            return new Outcome.Unknown("loa:" + e.getClass().getSimpleName());
        }
    }

    private Settlement settlement(Job<A> job, Outcome outcome, Instant at, int tookMs) {
        return switch (outcome) {
            case Outcome.Accepted a -> new Settlement(job.delivery().id(), job.delivery().attempt(), job.owner(), DeliveryState.ACCEPTED,
                    null, null, a.reference(), a.reach(), at, tookMs, null);
            case Outcome.Refused r -> ended(job, DeliveryState.REFUSED, r.reason(), r.detail(), at, tookMs, null);
            case Outcome.Gone g -> ended(job, DeliveryState.GONE, g.reason(), g.detail(), at, tookMs, null);
            case Outcome.Deferred d ->
                ended(job, DeliveryState.DEFERRED, d.reason(), null, at, tookMs, again(job, d));
            case Outcome.Unknown u -> ended(job, DeliveryState.UNKNOWN, u.reason(), null, at, tookMs, ask(tookMs));
        };
    }

    /** Its own attempts, and what the provider asks for, count only where it was turned away itself: what holds all up is the brake's. */
    private Duration again(Job<A> job, Outcome.Deferred deferred) {
        boolean itself = deferred.scope() == Outcome.Scope.DELIVERY;
        int attempt = itself ? job.delivery().attempt() : 1;
        Instant now = repeating.clocks().now();
        Instant next = repeating.backOff().in(job.lane()).next(now, attempt, itself ? deferred.retryAfter() : null,
                job.delivery().directive().expires().toInstant(), repeating.random());
        return next.isBefore(now) ? Duration.ZERO : Duration.between(now, next);
    }

    /** Not before the last byte that is on its way can have arrived, though the connection broke at once: "not found" would say nothing. */
    private Duration ask(int tookMs) {
        Duration left = repeating.longestSend().minusMillis(tookMs);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static <A> Settlement ended(Job<A> job, DeliveryState state, String reason, @Nullable String detail, Instant at, int tookMs,
            @Nullable Duration next) {
        return new Settlement(job.delivery().id(), job.delivery().attempt(), job.owner(), state, reason, detail, null, null, at, tookMs,
                next);
    }

    private static <A> Ending unsent(Job<A> job, DeliveryState state, @Nullable String reason) {
        return new Ending.Settle(Settlement.unsent(job.delivery().id(), job.delivery().attempt(), job.owner(), state, reason));
    }
}
