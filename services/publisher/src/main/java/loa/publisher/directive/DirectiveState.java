package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Where a directive stands. The methods of a state are its legal transitions; what a state lacks cannot be done in it.
 * <pre>
 * draft ─submit→ submitted ─approve→ approved ─issue→ issued ─(time)→ expired
 *   ↑               │  └─return→ returned ─submit→ …       └ or scheduled, and issued when its time comes
 *   └─── change ────┴─────────────── approved              approved, scheduled, issued ─cancel→ cancelled
 *                                       ↑── withhold ── scheduled
 * </pre>
 * Each revision stands in a state of its own. An amendment is a later revision that walks the same way beside the one in force, which is
 * amended when it is issued; until then the amendment ends with what it amends, or alone when it is discarded.
 */
public sealed interface DirectiveState {
    /** The codes of the states in which a directive as a whole may be, in the order of the way: not {@code amended}, which only an earlier revision is. */
    List<String> CODES = List.of("draft", "submitted", "returned", "approved", "scheduled", "issued", "cancelled", "expired");

    /** The name that stands in JSON and in the table. */
    String code();

    /** When it went out; null when it has not. */
    default @Nullable OffsetDateTime issuedAt() {
        return null;
    }

    /** What it says may still be changed. */
    sealed interface Changeable extends DirectiveState {
        /** After a change; whatever was submitted or approved before the change is so no more. */
        DirectiveState change();
    }

    /** It may be laid before an approver. */
    sealed interface Submittable extends DirectiveState {
        /** Laid before an approver. */
        default Submitted submit() {
            return new Submitted();
        }
    }

    /** It has not gone out. As an amendment it can end before it does. */
    sealed interface Pending extends DirectiveState {
        /** Will not go out: a person does not want it any more. */
        default Cancelled discard() {
            return new Cancelled(null);
        }

        /** Will not go out: what it was to amend is over. */
        default Expired lapse() {
            return new Expired(null);
        }
    }

    /** It may be stopped. */
    sealed interface Cancellable extends DirectiveState {
        /** Stopped for good. */
        default Cancelled cancel() {
            return new Cancelled(issuedAt());
        }
    }

    /** It loses its force by time. */
    sealed interface Perishable extends DirectiveState {
        /** Out of force. */
        default Expired expire() {
            return new Expired(issuedAt());
        }
    }

    /** Being written. */
    record Draft() implements Changeable, Submittable, Pending {
        @Override
        public String code() {
            return "draft";
        }

        @Override
        public Draft change() {
            return this;
        }
    }

    /** Waits for an approver. */
    record Submitted() implements Changeable, Pending {
        @Override
        public String code() {
            return "submitted";
        }

        @Override
        public Draft change() {
            return new Draft();
        }

        /** An approver agrees. */
        public Approved approve() {
            return new Approved();
        }

        /** An approver wants it otherwise. */
        public Returned giveBack() {
            return new Returned();
        }
    }

    /** Back with the drafter. */
    record Returned() implements Changeable, Submittable, Pending {
        @Override
        public String code() {
            return "returned";
        }

        @Override
        public Returned change() {
            return this;
        }
    }

    /** May be issued. */
    record Approved() implements Changeable, Cancellable, Pending {
        @Override
        public String code() {
            return "approved";
        }

        @Override
        public Draft change() {
            return new Draft();
        }

        /** Goes out now. */
        public Issued issue(OffsetDateTime now) {
            return new Issued(now);
        }

        /** Goes out when its time comes. */
        public Scheduled schedule() {
            return new Scheduled();
        }
    }

    /** Goes out when its time comes. */
    record Scheduled() implements Cancellable, Perishable, Pending {
        @Override
        public String code() {
            return "scheduled";
        }

        /** Its time has come. */
        public Issued issue(OffsetDateTime now) {
            return new Issued(now);
        }

        /** Its time has come, but what was approved no longer holds. */
        public Approved withhold() {
            return new Approved();
        }
    }

    /** Gone out, and in force. */
    record Issued(OffsetDateTime issuedAt) implements Cancellable, Perishable {
        @Override
        public String code() {
            return "issued";
        }

        /** A later revision takes its place. */
        public Amended amend() {
            return new Amended(issuedAt);
        }
    }

    /** Gone out, and a later revision has taken its place. */
    record Amended(OffsetDateTime issuedAt) implements DirectiveState {
        @Override
        public String code() {
            return "amended";
        }
    }

    /** Stopped by a person. */
    record Cancelled(@Nullable OffsetDateTime issuedAt) implements DirectiveState {
        @Override
        public String code() {
            return "cancelled";
        }
    }

    /** Its time is over. */
    record Expired(@Nullable OffsetDateTime issuedAt) implements DirectiveState {
        @Override
        public String code() {
            return "expired";
        }
    }

    /**
     * The state that stands so in the table.
     *
     * @throws IllegalArgumentException for a code that is none
     */
    static DirectiveState of(String code, @Nullable OffsetDateTime issuedAt) {
        return switch (code) {
            case "draft" -> new Draft();
            case "submitted" -> new Submitted();
            case "returned" -> new Returned();
            case "approved" -> new Approved();
            case "scheduled" -> new Scheduled();
            case "issued" -> new Issued(Objects.requireNonNull(issuedAt, "an issued directive has a time of issue"));
            case "amended" -> new Amended(Objects.requireNonNull(issuedAt, "an amended revision has a time of issue"));
            case "cancelled" -> new Cancelled(issuedAt);
            case "expired" -> new Expired(issuedAt);
            default -> throw new IllegalArgumentException("there is no state " + code);
        };
    }
}
