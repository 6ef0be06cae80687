package loa.publisher.deadletter;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;

/** Where a letter stands: nobody has decided yet, or somebody has, once for all. */
public sealed interface LetterState {
    /** The name in lower case. */
    String code();

    /**
     * Whether this person's act is still to be done; false when he repeats what he has done.
     *
     * @throws ProblemException 409 when it was decided otherwise, or by somebody else
     */
    boolean admits(LetterAct act, Caller caller);

    /** Nobody has decided. */
    record Open() implements LetterState {
        /** As it is written. */
        public static final String CODE = "open";

        @Override
        public String code() {
            return CODE;
        }

        @Override
        public boolean admits(LetterAct act, Caller caller) {
            return true;
        }
    }

    /**
     * Somebody has decided.
     *
     * @param holder the id of the person
     * @param name   his name at that time
     * @param reason null: he gave none, which only a replay allows
     * @param to     where the record stands again; null: it was discarded
     */
    record Decided(LetterAct act, String holder, String name, OffsetDateTime at, @Nullable String reason,
            @Nullable Place to) implements LetterState {
        @Override
        public String code() {
            return act.state();
        }

        @Override
        public boolean admits(LetterAct next, Caller caller) {
            if (next != act || !holder.equals(caller.holder())) {
                throw ProblemException.wrongState(code());
            }
            return false;
        }
    }
}
