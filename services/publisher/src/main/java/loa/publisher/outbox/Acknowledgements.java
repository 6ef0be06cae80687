package loa.publisher.outbox;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;

/** Which answer of a channel acknowledges which event of the desk. */
final class Acknowledgements {
    private Acknowledgements() {}

    /**
     * One channel has taken what is named so.
     *
     * @param at when it says so: what was written later is not meant. Null: whenever it was written
     */
    record Acknowledgement(String about, Channel channel, @Nullable OffsetDateTime at) {}

    /** The name under which this event is acknowledged. */
    static String of(LoaEvent.FromDesk event) {
        return switch (event) {
            case LoaEvent.ToDeliver e -> issued(e.content().directive(), e.content().revision());
            case LoaEvent.DirectiveCancelled e -> cancelled(e.directive(), e.revision());
            case LoaEvent.BroadcastHalted e -> "halted:" + e.area();
            case LoaEvent.BroadcastResumed e -> "resumed:" + e.area();
        };
    }

    /** How a channel that an amendment leaves out acknowledges it: it tells nothing of the new revision, but that the old one is withdrawn. */
    static String ofLeftOut(LoaEvent.DirectiveAmended event) {
        return replaced(event.content().directive(), event.replaces());
    }

    /** What this answer acknowledges. Any report of a directive proves that the channel has it. */
    static List<Acknowledgement> in(LoaEvent.FromChannel answer) {
        return switch (answer) {
            case LoaEvent.DeliveryReport r -> {
                List<Acknowledgement> all = new ArrayList<>();
                all.add(new Acknowledgement(issued(r.directive(), r.revision()), r.channel(), null));
                if (r.cancelAcknowledgedAt() != null) {
                    all.add(new Acknowledgement(cancelled(r.directive(), r.revision()), r.channel(), null));
                    all.add(new Acknowledgement(replaced(r.directive(), r.revision()), r.channel(), null));
                }
                yield List.copyOf(all);
            }
            case LoaEvent.HaltAcknowledged h ->
                List.of(new Acknowledgement((h.halted() ? "halted:" : "resumed:") + h.area(), h.channel(), h.at()));
        };
    }

    private static String issued(DirectiveId directive, int revision) {
        return "issued:" + directive + ":" + revision;
    }

    private static String cancelled(DirectiveId directive, int revision) {
        return "cancelled:" + directive + ":" + revision;
    }

    private static String replaced(DirectiveId directive, int revision) {
        return "replaced:" + directive + ":" + revision;
    }
}
