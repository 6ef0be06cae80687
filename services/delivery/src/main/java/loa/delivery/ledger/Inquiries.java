package loa.delivery.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;

/** Takes up unknown deliveries to ask about, and writes down what the provider said. */
public interface Inquiries {
    /** Takes up to {@code limit} of a lane that are to be asked about now. Whoever dies while asking leaves them to others after {@code lease}. */
    List<OpenDelivery> take(BulletinClass lane, Instant now, Duration lease, int limit);

    /** Writes a finding down, unless the delivery has moved meanwhile. */
    void write(OpenDelivery delivery, Finding finding, Instant now);

    /** What an inquiry led to. */
    sealed interface Finding {
        /** The provider has it. */
        record Accepted(@Nullable String reference) implements Finding {}

        /**
         * It is sent again.
         *
         * @param maybeSent false when the provider says that it does not have it
         */
        record SendAgain(Instant at, boolean maybeSent) implements Finding {}

        /**
         * Still unknown.
         *
         * @param checks how often the provider said that it does not have it
         * @param askAt  when it is asked again; null: a person, a receipt or nobody settles it
         */
        record StillUnknown(int checks, @Nullable Instant askAt) implements Finding {}
    }
}
