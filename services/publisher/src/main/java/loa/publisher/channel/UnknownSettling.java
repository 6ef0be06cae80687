package loa.publisher.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.publisher.channel.UnknownDeliveries.Decision;
import loa.publisher.channel.UnknownDeliveries.Page;
import loa.publisher.channel.UnknownDeliveries.Query;
import loa.publisher.channel.UnknownDeliveries.Said;
import loa.publisher.channel.UnknownDeliveries.Settled;
import loa.publisher.channel.UnknownDeliveries.Unknown;

/**
 * Carries out what a person has decided about many unknown deliveries, five hundred at a time. It keeps nothing: whoever asks comes back
 * with how far it has come, so that it goes on at whichever desk, also after a crash; what is asked twice is done once.
 */
public final class UnknownSettling {
    /** One who settles at the same time may be met again and again; after so many times he is left in peace. */
    private static final int TRIES = 5;
    private static final String PLACE = "/deliveries/";
    private static final Set<String> MOVED = Set.of("already-settled", "unknown-delivery");

    private final UnknownDeliveries unknown;
    private final InstantSource clock;

    UnknownSettling(UnknownDeliveries unknown, InstantSource clock) {
        this.unknown = unknown;
        this.clock = clock;
    }

    /**
     * How far it has come.
     *
     * @param done   deliveries that are as was decided
     * @param moved  that had moved meanwhile, and were left as they are
     * @param barred that may not be sent again any more
     * @param cursor where to go on; null: from the start, or it is over
     */
    public record SoFar(long done, long moved, long barred, @Nullable String cursor, boolean over) {
        /** Nothing yet. */
        public static final SoFar NOTHING = new SoFar(0, 0, 0, null, false);

        private SoFar and(SoFar chunk, @Nullable String next) {
            return new SoFar(done + chunk.done, moved + chunk.moved, barred + chunk.barred, next, next == null);
        }
    }

    /** How it has come so far, or why it does not go on. */
    public sealed interface Step {
        /** Goes on, or is over. */
        record Gone(SoFar soFar) implements Step {}

        /** The channel will not; what was done is done. */
        record Refused(SoFar soFar, String detail) implements Step {}

        /** The channel does not answer; the last five hundred may be done or not. */
        record Silent(SoFar soFar) implements Step {}
    }

    /** Settles these, at most {@link UnknownDeliveries#MOST}, at once. */
    public Step these(Caller caller, Query query, List<String> deliveries, Decision decision) {
        return chunk(caller, query, deliveries, decision, SoFar.NOTHING, null);
    }

    /** Settles all that the query means, from there on and for so long. */
    public Step all(Caller caller, Query query, Decision decision, SoFar begun, Duration patience) {
        Instant until = clock.instant().plus(patience);
        SoFar soFar = begun;
        while (!soFar.over()) {
            Step step = switch (unknown.list(caller, query, UnknownDeliveries.MOST, soFar.cursor(), decision.language())) {
                case Said.Told<Page>(Page page) ->
                    chunk(caller, query, page.items().stream().map(Unknown::delivery).toList(), decision, soFar, page.next());
                case Said.Refused<Page>(String detail, _) -> new Step.Refused(soFar, detail);
                case Said.Nothing<Page> _ -> new Step.Silent(soFar);
            };
            if (!(step instanceof Step.Gone(SoFar now)) || !clock.instant().isBefore(until)) {
                return step;
            }
            soFar = now;
        }
        return new Step.Gone(soFar);
    }

    private Step chunk(Caller caller, Query query, List<String> deliveries, Decision decision, SoFar begun, @Nullable String next) {
        List<String> left = deliveries;
        long moved = 0;
        long barred = 0;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            switch (unknown.settle(query.channel(), caller, left, decision)) {
                case Said.Told<Settled>(Settled settled) -> {
                    return new Step.Gone(begun.and(new SoFar(settled.settled() + settled.unchanged(), moved, barred, null, true), next));
                }
                case Said.Nothing<Settled> _ -> {
                    return new Step.Silent(begun);
                }
                case Said.Refused<Settled>(String detail, List<ChannelDoors.Fault> faults) -> {
                    List<ChannelDoors.Fault> ofOne = faults.stream().filter(fault -> fault.pointer().startsWith(PLACE)).toList();
                    if (ofOne.isEmpty() || ofOne.size() < faults.size()) {
                        return new Step.Refused(begun, faults.isEmpty() ? detail : faults.getFirst().detail());
                    }
                    long movedNow = ofOne.stream().filter(fault -> MOVED.contains(fault.code())).count();
                    moved += movedNow;
                    barred += ofOne.size() - movedNow;
                    left = without(left, ofOne);
                }
            }
        }
        return new Step.Gone(begun.and(new SoFar(0, moved + left.size(), barred, null, true), next));
    }

    private static List<String> without(List<String> deliveries, List<ChannelDoors.Fault> faults) {
        Set<String> places = new HashSet<>(faults.stream().map(fault -> fault.pointer().substring(PLACE.length())).toList());
        return IntStream.range(0, deliveries.size()).filter(place -> !places.contains(String.valueOf(place))).mapToObj(deliveries::get)
                .toList();
    }
}
