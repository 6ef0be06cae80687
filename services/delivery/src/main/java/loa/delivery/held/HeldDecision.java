package loa.delivery.held;

import java.time.OffsetDateTime;

import loa.api.access.Caller;

/**
 * What a person has decided about a held directive.
 *
 * @param holder who he is, as the desk calls him
 * @param name   how he is shown
 */
public record HeldDecision(Act act, String holder, String name, OffsetDateTime at, String reason) {
    /** What may be decided. */
    public enum Act {
        /** It is planned like a new one. */
        RELEASE("released", HeldDirective.Standing.RELEASED),
        /** Nobody is planned: its audience is known, and it is nobody. */
        DROP("dropped", HeldDirective.Standing.DROPPED);

        private final String code;
        private final HeldDirective.Standing leadsTo;

        Act(String code, HeldDirective.Standing leadsTo) {
            this.code = code;
            this.leadsTo = leadsTo;
        }

        /** What the directive is afterwards, as it is written. */
        public String code() {
            return code;
        }

        HeldDirective.Standing leadsTo() {
            return leadsTo;
        }

        static Act ofCode(String code) {
            return code.equals(RELEASE.code) ? RELEASE : DROP;
        }
    }

    boolean isOf(Act other, Caller caller) {
        return act == other && holder.equals(caller.holder());
    }
}
