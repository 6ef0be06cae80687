package loa.contract;

import java.util.Arrays;
import java.util.Optional;

/** The types of event, as they stand in {@code ce_type} and {@code ce_dataschema}. */
enum EventType {
    DIRECTIVE_ISSUED("DirectiveIssued", LoaEvent.DirectiveIssued.class),
    DIRECTIVE_AMENDED("DirectiveAmended", LoaEvent.DirectiveAmended.class),
    DIRECTIVE_CANCELLED("DirectiveCancelled", LoaEvent.DirectiveCancelled.class),
    BROADCAST_HALTED("BroadcastHalted", LoaEvent.BroadcastHalted.class),
    BROADCAST_RESUMED("BroadcastResumed", LoaEvent.BroadcastResumed.class),
    DELIVERY_REPORT("DeliveryReport", LoaEvent.DeliveryReport.class),
    HALT_ACKNOWLEDGED("HaltAcknowledged", LoaEvent.HaltAcknowledged.class);

    private final String simpleName;
    private final Class<? extends LoaEvent> eventClass;

    EventType(String simpleName, Class<? extends LoaEvent> eventClass) {
        this.simpleName = simpleName;
        this.eventClass = eventClass;
    }

    String ceType() {
        return "vn.loa." + simpleName;
    }

    String dataSchema() {
        return "urn:loa:contract:" + Codes.of(this) + ":1";
    }

    Class<? extends LoaEvent> eventClass() {
        return eventClass;
    }

    static EventType of(LoaEvent event) {
        return Arrays.stream(values()).filter(t -> t.eventClass == event.getClass()).findFirst().orElseThrow();
    }

    static Optional<EventType> ofCeType(String ceType) {
        return Arrays.stream(values()).filter(t -> t.ceType().equals(ceType)).findFirst();
    }
}
