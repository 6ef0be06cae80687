package loa.contract;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** All that is said over Kafka between the desk and the channels. None carries a person's name, number or token. */
public sealed interface LoaEvent {
    /** What the event is about, the CloudEvents subject: a directive's id, or an area's code. */
    String subject();

    /** The record's key: what has to stay in order among each other. */
    default String key() {
        return subject();
    }

    /** From when on the event must not be acted upon; null where it never loses its force. */
    default @Nullable OffsetDateTime expiresAt() {
        return null;
    }

    /** What the desk tells the channels, on {@link Topics#DIRECTIVES}. */
    sealed interface FromDesk extends LoaEvent {}

    /** What a channel tells the desk, on {@link Topics#DELIVERY_REPORTS}. */
    sealed interface FromChannel extends LoaEvent {}

    /** A directive, or a later revision of one, is to go out. */
    sealed interface ToDeliver extends FromDesk {
        /** What goes out to whom. */
        IssuedDirective content();

        @Override
        default String subject() {
            return content().directive().toString();
        }

        @Override
        default OffsetDateTime expiresAt() {
            return content().expires();
        }
    }

    /** A directive goes out for the first time. */
    record DirectiveIssued(IssuedDirective content) implements ToDeliver {}

    /** A revision takes the place of an earlier one. */
    record DirectiveAmended(IssuedDirective content, int replaces, String reason) implements ToDeliver {}

    /** What has not been sent of this directive is not to be sent. */
    record DirectiveCancelled(DirectiveId directive, int revision, String reason, OffsetDateTime cancelledAt) implements FromDesk {
        public DirectiveCancelled {
            Objects.requireNonNull(directive, "directive");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(cancelledAt, "cancelledAt");
        }

        @Override
        public String subject() {
            return directive.toString();
        }
    }

    /** Nothing goes out in the covered areas on these channels until {@link BroadcastResumed}. */
    record BroadcastHalted(AreaCode area, List<AreaCode> coveredAreas, Set<Channel> channels, String reason, OffsetDateTime at)
            implements
                FromDesk {
        public BroadcastHalted {
            coveredAreas = List.copyOf(coveredAreas);
            channels = Codes.inOrder(channels);
            Objects.requireNonNull(area, "area");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String subject() {
            return area.value();
        }

        @Override
        public String key() {
            return "halt:" + area;
        }
    }

    /** The halt of this area is over. */
    record BroadcastResumed(AreaCode area, List<AreaCode> coveredAreas, Set<Channel> channels, String reason, OffsetDateTime at)
            implements
                FromDesk {
        public BroadcastResumed {
            coveredAreas = List.copyOf(coveredAreas);
            channels = Codes.inOrder(channels);
            Objects.requireNonNull(area, "area");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String subject() {
            return area.value();
        }

        @Override
        public String key() {
            return "halt:" + area;
        }
    }

    /**
     * What one shard of a channel has done for a directive so far: totals, not differences. A higher sequence replaces a lower one.
     *
     * @param reach devices behind the accepted deliveries where one delivery stands for many (push by topic); else null
     */
    record DeliveryReport(DirectiveId directive, int revision, Channel channel, int shard, long sequence, Planning planning,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long reach, List<AreaCounts> areas, List<Failure> failures,
            @Nullable OffsetDateTime firstAttemptAt,
            @Nullable OffsetDateTime lastAttemptAt, @Nullable OffsetDateTime cancelAcknowledgedAt, OffsetDateTime asOf)
            implements
                FromChannel {
        public DeliveryReport {
            areas = List.copyOf(areas);
            failures = List.copyOf(failures);
            Objects.requireNonNull(directive, "directive");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(planning, "planning");
            Objects.requireNonNull(asOf, "asOf");
        }

        @Override
        public String subject() {
            return directive.toString();
        }
    }

    /** A channel has put a halt, or its end, in force. */
    record HaltAcknowledged(AreaCode area, Channel channel, boolean halted, OffsetDateTime at) implements FromChannel {
        public HaltAcknowledged {
            Objects.requireNonNull(area, "area");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String subject() {
            return area.value();
        }

        @Override
        public String key() {
            return "halt:" + area;
        }
    }

    /** The counts of one area. */
    record AreaCounts(AreaCode area, Counts counts) {
        public AreaCounts {
            Objects.requireNonNull(area, "area");
            Objects.requireNonNull(counts, "counts");
        }
    }

    /**
     * Why deliveries ended otherwise than hoped for.
     *
     * @param reason such as {@code twilio:21211}
     * @param state  the state they are in
     * @param detail a sentence for people, in Vietnamese; null where the reason says it all
     */
    record Failure(String reason, String state, long count, @Nullable String detail) {}
}
