package loa.publisher.deadletter;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.Verification;

/**
 * A refused record, without its bytes.
 *
 * @param reason     of the first refusal
 * @param at         of the first refusal
 * @param refusals   who refused it and why, the first one first: several services read the same topic
 * @param version    1, and one more with each change
 * @param replayOf   the letter whose replay this is; null: it is none
 * @param cameBackAs the letter that its own replay became; null: it did not
 */
public record DeadLetter(DeadLetterId id, Place place, Verification.Reason reason, @Nullable String type, OffsetDateTime at,
        List<Refusal> refusals, LetterState state, int version, @Nullable DeadLetterId replayOf, @Nullable DeadLetterId cameBackAs) {
    /** Copies the refusals. */
    public DeadLetter {
        refusals = List.copyOf(refusals);
    }

    /**
     * One service's refusal.
     *
     * @param by empty: it did not say
     */
    public record Refusal(String by, Verification.Reason reason, OffsetDateTime at) {}

    /** Whether nobody has decided yet. */
    public boolean isOpen() {
        return state instanceof LetterState.Open;
    }

    /** Whether its record can be put back: it must be known where it stood, and that is on a topic of ours. */
    public boolean isReplayable() {
        return OurTopics.NAMES.contains(place.topic());
    }
}
