package loa.delivery;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import loa.contract.AreaCode;

/** Settles by a person what is unknown, since neither the provider nor a receipt has told. Thread-safe. */
public interface Decisions {
    /**
     * Moves all of these deliveries, or none when one of them cannot be moved. The same decision of the same person again changes nothing.
     *
     * @param deliveries of one directive, each once
     * @param mayDecide  whether the person may decide in this area
     */
    Result settle(List<DeliveryId> deliveries, Decision decision, Predicate<AreaCode> mayDecide);

    /** What a person has found out. */
    enum Verdict {
        /** The provider had it. */
        ACCEPTED("accepted"),
        /** It was not sent, or a second copy does no harm. Goes out at once, in its lane; ends as unknown again if it does not get out. */
        SEND_AGAIN("send-again");

        private final String code;

        Verdict(String code) {
            this.code = code;
        }

        /** The name in JSON and in the table. */
        public String code() {
            return code;
        }
    }

    /** Who decides what, and why. It is kept. */
    record Decision(Verdict verdict, String reason, String holder, String name) {
        /** All of it is needed. */
        public Decision {
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(holder, "holder");
            Objects.requireNonNull(name, "name");
        }
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * All are as the person decided.
         *
         * @param settled   how many were moved
         * @param unchanged how many this person had decided so before
         */
        record Done(int settled, int unchanged) implements Result {}

        /** Nothing was moved. In the order of the request. */
        record Refused(List<Fault> faults) implements Result {
            /** Copies the faults. */
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Why one delivery cannot be moved; {@code place} is its place in the request, from 0. */
    record Fault(int place, DeliveryId delivery, Why why) {}

    /** The reasons. */
    enum Why {
        /** There is no such delivery. */
        NONE_SUCH,
        /** It lies outside the person's own area. */
        OUT_OF_SCOPE,
        /** It belongs to another directive than the first one. */
        OTHER_DIRECTIVE,
        /** It is not unknown, or not any more. */
        NOT_UNKNOWN,
        /** It cannot be sent again: its directive has expired. */
        EXPIRED,
        /** It cannot be sent again: its directive was cancelled or amended. */
        WITHDRAWN
    }
}
