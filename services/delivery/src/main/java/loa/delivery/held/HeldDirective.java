package loa.delivery.held;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.contract.IssuedDirective;

/**
 * A revision that was in force when this schema was made: nobody can know whom its predecessor has reached.
 *
 * @param heldSince when this schema took it
 * @param decision  null: nobody has decided
 */
public record HeldDirective(IssuedDirective content, OffsetDateTime heldSince, Standing standing, @Nullable HeldDecision decision) {
    /** Where it stands. */
    public enum Standing {
        /** Waits for a person. */
        HELD("held"),
        /** A person lets it be sent. */
        RELEASED("released"),
        /** A person has ended it here. */
        DROPPED("dropped"),
        /** It was cancelled, replaced or expired before anybody decided. */
        ENDED("ended");

        private final String code;

        Standing(String code) {
            this.code = code;
        }

        /** The name in lower case. */
        public String code() {
            return code;
        }
    }
}
