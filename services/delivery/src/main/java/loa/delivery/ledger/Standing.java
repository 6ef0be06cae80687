package loa.delivery.ledger;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where one delivery stands, and what may follow: the methods of each state are the transitions that are legal in it, and there are no
 * others. Pure; the ledger's statements do the same for many rows at once, and a test holds them against this type.
 * <p>
 * Whether an earlier attempt may have reached the provider ({@code maybeSent}) goes along: such a delivery never ends as if it had not
 * been sent, but as {@link Unknown}. What the provider or a receipt proves ends it from every open state.
 */
public sealed interface Standing {
    /** The code in tables and counts; nothing for one whom nobody has claimed, since he has no row. */
    Optional<DeliveryState> state();

    /** Found by planning, claimed by nobody. */
    record Planned() implements Standing {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.empty();
        }

        /** Taken up to be sent; the owner answers for it from here on. */
        public Sending claim(int owner) {
            return new Sending(1, owner, false);
        }

        /** Withdrawn, expired, opted out or without a readable address before anybody sent. */
        public Settled endUnsent(DeliveryState as) {
            return Settled.unsent(as);
        }
    }

    /** Has a row, and something may still move it to a settled state. */
    sealed interface Open extends Standing {
        /** How many attempts were begun, the present one included. */
        int attempts();

        /** A receipt, of whichever attempt, or a person who knows: the provider has it. */
        default Accepted prove(@Nullable ReceiptState receipt) {
            return new Accepted(receipt);
        }

        /** An earlier attempt was accepted after all: its answer came late, and this delivery is not sent again. */
        default Accepted acceptEarlier() {
            return new Accepted(null);
        }
    }

    /**
     * Taken up by an owner: it waits for its turn, or is on its way. Only he ends it; when he dies, a burial does.
     *
     * @param attempts the number of this attempt
     */
    record Sending(int attempts, int owner, boolean maybeSent) implements Open {
        /** Refuses an attempt that cannot be. */
        public Sending {
            if (attempts < 1 || attempts == 1 && maybeSent) {
                throw new IllegalArgumentException("attempt %d, maybe sent before: %s".formatted(attempts, maybeSent));
            }
        }

        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.SENDING);
        }

        /**
         * What became of the attempt.
         *
         * @param nextAt when it is sent again or asked about
         */
        public Standing answer(DeliveryState outcome, @Nullable Instant nextAt) {
            return Answers.of(this, outcome, nextAt, maybeSent);
        }

        /** It was not sent and will not be: expired, withdrawn, opted out, or its address cannot be read. */
        public Standing endUnsent(DeliveryState as) {
            return maybeSent ? Unknown.forGood(attempts) : Settled.unsent(as);
        }

        /** It was not sent: a first attempt is planned again, a later one waits as before. */
        public Standing putBack(Instant retryAt) {
            return attempts == 1 ? new Planned() : new Deferred(attempts - 1, retryAt, maybeSent);
        }

        /** The owner is dead: nobody knows whether he had sent it. */
        public Unknown bury(Instant askAt) {
            return new Unknown(attempts, 0, askAt);
        }
    }

    /** Certainly not processed by the last attempt; comes back by its own time. */
    record Deferred(int attempts, @Nullable Instant retryAt, boolean maybeSent) implements Open {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.DEFERRED);
        }

        /** Its time has come. */
        public Sending retry(int owner) {
            return new Sending(attempts + 1, owner, maybeSent);
        }

        /** Its directive has expired. */
        public Standing expire() {
            return maybeSent ? Unknown.forGood(attempts) : new Expired();
        }

        /** Its directive was withdrawn. */
        public Standing withdraw() {
            return maybeSent ? Unknown.forGood(attempts) : new Cancelled();
        }
    }

    /**
     * Sent, and nobody knows what became of it. Proof alone leads on; at expiry it stays so for good.
     *
     * @param checks how often the provider said that it does not have it
     * @param askAt  when it is asked; null: a receipt or a person settles it
     */
    record Unknown(int attempts, int checks, @Nullable Instant askAt) implements Open {
        static Unknown forGood(int attempts) {
            return new Unknown(attempts, 0, null);
        }

        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.UNKNOWN);
        }

        /** The answer to this very attempt, come late; one that knows nothing changes nothing. */
        public Standing answer(DeliveryState outcome, @Nullable Instant nextAt) {
            return outcome == DeliveryState.UNKNOWN ? this : Answers.of(this, outcome, nextAt, true);
        }

        /** Somebody asks: nobody else does before {@code until}. */
        public Unknown askUntil(Instant until) {
            return new Unknown(attempts, checks, until);
        }

        /** The provider has it. */
        public Accepted found() {
            return new Accepted(null);
        }

        /**
         * It is sent again: the provider says that it does not have it ({@code maybeSent} false), a second copy does no harm, nobody can
         * tell and it is an emergency, or a person decided so.
         */
        public Deferred sendAgain(Instant at, boolean maybe) {
            return new Deferred(attempts, at, maybe);
        }

        /** Still unknown. */
        public Unknown keep(int timesNotFound, @Nullable Instant nextAskAt) {
            return new Unknown(attempts, timesNotFound, nextAskAt);
        }

        /** Its directive has expired: nobody asks any more. */
        public Unknown stopAsking() {
            return new Unknown(attempts, checks, null);
        }
    }

    /** Nothing leads on from here to another state. */
    sealed interface Settled extends Standing {
        private static Settled unsent(DeliveryState as) {
            return switch (as) {
                case EXPIRED -> new Expired();
                case CANCELLED -> new Cancelled();
                case REFUSED -> new Refused();
                case SENDING, DEFERRED, UNKNOWN, ACCEPTED, GONE ->
                    throw new IllegalArgumentException("what was not sent does not end as " + as.code());
            };
        }
    }

    /**
     * The provider took it.
     *
     * @param receipt the best that receipts have shown; null: none came
     */
    record Accepted(@Nullable ReceiptState receipt) implements Settled {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.ACCEPTED);
        }

        /** Another receipt; a lower one changes nothing. */
        public Accepted prove(ReceiptState more) {
            return more.outranks(receipt) ? new Accepted(more) : this;
        }
    }

    /** It cannot be delivered. */
    record Refused() implements Settled {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.REFUSED);
        }
    }

    /** The recipient does not exist any more. */
    record Gone() implements Settled {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.GONE);
        }
    }

    /** The directive's time was over before it was sent. */
    record Expired() implements Settled {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.EXPIRED);
        }
    }

    /** The directive was withdrawn, or the recipient opted out, before it was sent. */
    record Cancelled() implements Settled {
        @Override
        public Optional<DeliveryState> state() {
            return Optional.of(DeliveryState.CANCELLED);
        }
    }
}
