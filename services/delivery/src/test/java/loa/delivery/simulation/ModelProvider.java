package loa.delivery.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.RecipientId;
import loa.delivery.Revision;

/** The provider: knows exactly what it accepted. Whether somebody is refused lies in himself, so that each attempt ends alike. */
final class ModelProvider implements Inquiry<Integer> {
    /** How far its clock may be behind the ledger's. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<Text, List<Taken>> taken = new HashMap<>();
    private final Timeline time;
    private final Chance chance;
    private final Scenario scenario;
    private int references;
    /** Until when it takes nothing from anybody. */
    private long busyUntil;
    /** Until when it takes so many in a second and no more. */
    private long limitedUntil;
    private int limit;
    private final Deque<Long> lastSecond = new ArrayDeque<>();

    /** What it tells apart: a text to a number. */
    record Text(Revision revision, RecipientId recipient) {
        static Text of(Delivery<?> delivery) {
            return new Text(Revision.of(delivery.directive()), delivery.recipient());
        }
    }

    /** One that it accepted. */
    record Taken(String reference, long at) {}

    ModelProvider(Timeline time, Chance chance, Scenario scenario) {
        this.time = time;
        this.chance = chance;
        this.scenario = scenario;
    }

    List<Taken> taken(Text text) {
        return taken.getOrDefault(text, List.of());
    }

    void busyFor(Duration duration) {
        busyUntil = time.now() + duration.toNanos();
    }

    void limitFor(Duration duration, int perSecond) {
        limitedUntil = time.now() + duration.toNanos();
        limit = perSecond;
    }

    static boolean refuses(RecipientId recipient) {
        return Math.floorMod(recipient.value().getLeastSignificantBits(), 11) == 3;
    }

    static boolean doesNotKnow(RecipientId recipient) {
        return Math.floorMod(recipient.value().getLeastSignificantBits(), 11) == 7;
    }

    /** A request arrives. */
    Outcome request(Delivery<Integer> delivery, boolean fails) {
        if (refuses(delivery.recipient())) {
            return new Outcome.Refused("fake:21211", null);
        }
        if (doesNotKnow(delivery.recipient())) {
            return new Outcome.Gone("fake:21614", null);
        }
        if (time.now() < busyUntil) {
            return new Outcome.Deferred("fake:20429", chance.happens(0.5) ? Duration.ofSeconds(1) : null,
                    chance.happens(0.5) ? Outcome.Scope.RATE : Outcome.Scope.CHANNEL);
        }
        if (isTooMany()) {
            return new Outcome.Deferred("fake:20429", null, Outcome.Scope.RATE);
        }
        if (fails && chance.happens(0.08)) {
            return new Outcome.Deferred("fake:30001", null);
        }
        String reference = "SM" + references++;
        lastSecond.addLast(time.now());
        taken.computeIfAbsent(Text.of(delivery), t -> new ArrayList<>()).add(new Taken(reference, time.now()));
        return new Outcome.Accepted(reference);
    }

    private boolean isTooMany() {
        while (!lastSecond.isEmpty() && time.now() - lastSecond.getFirst() >= SECOND) {
            lastSecond.removeFirst();
        }
        return time.now() < limitedUntil && lastSecond.size() >= limit;
    }

    @Override
    public Answer ask(Delivery<Integer> delivery) {
        return switch (scenario.asking()) {
            case CANNOT_TELL -> new Answer.CannotTell();
            case SECOND_COPY_DOES_NO_HARM -> new Answer.SendAgain();
            case LISTS -> list(delivery);
        };
    }

    private Answer list(Delivery<Integer> delivery) {
        if (chance.happens(0.1)) {
            return new Answer.NoAnswer();
        }
        // like Twilio's list: what was taken before the claim is another text
        long since = Duration.between(World.BEGIN, delivery.claimedAt().minus(CLOCKS)).toNanos();
        long listed = time.now() - Duration.ofMillis(chance.between(0, Scenario.LIST_LAG_MS)).toNanos();
        @Nullable
        Taken found = taken(Text.of(delivery)).stream().filter(t -> t.at() >= since && t.at() <= listed).findFirst().orElse(null);
        return Optional.<Answer>ofNullable(found == null ? null : new Answer.Found(found.reference())).orElseGet(Answer.NotFound::new);
    }

    @Override
    public Duration longestSend() {
        return scenario.longestSend();
    }
}
