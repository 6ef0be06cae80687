package loa.delivery;

import java.time.Duration;

/** Settles what is unknown by asking the provider. */
public interface Inquiry<A> {
    /** For a channel whose provider cannot tell and whose copies do not replace each other. */
    static <A> Inquiry<A> impossible() {
        return delivery -> new Answer.CannotTell();
    }

    /** For a channel where a second copy replaces the first: an unknown delivery is simply sent again. */
    static <A> Inquiry<A> repeatable() {
        return new Inquiry<>() {
            @Override
            public Answer ask(Delivery<A> delivery) {
                return new Answer.SendAgain();
            }

            @Override
            public Duration longestSend() {
                return Duration.ZERO;
            }
        };
    }

    /** Asks once. May block; the engine asks a second time before it believes {@link Answer.NotFound}. */
    Answer ask(Delivery<A> delivery);

    /**
     * How long after its beginning, or after the last sign of life of an instance that died, a send may still be on its way to the
     * provider: nobody is asked about it before, since "not found" would mean nothing. Zero where a second copy does no harm.
     */
    default Duration longestSend() {
        return Duration.ofSeconds(30);
    }

    /** What the provider knows. */
    sealed interface Answer {
        /** The provider has it. */
        record Found(String reference) implements Answer {}

        /** The provider does not have it. */
        record NotFound() implements Answer {}

        /** The provider was asked and did not answer; ask later. */
        record NoAnswer() implements Answer {}

        /** There is no way to find out. */
        record CannotTell() implements Answer {}

        /** Sending again does no harm. */
        record SendAgain() implements Answer {}
    }
}
