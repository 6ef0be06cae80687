package loa.contract;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as the bytes of a record's value and back. Thread-safe. */
final class EventCodec {
    private static final String REPLACES = "replaces";
    private static final String REASON = "reason";

    private final JsonMapper json = LoaJson.mapper();

    byte[] write(LoaEvent event) {
        return switch (event) {
            case LoaEvent.DirectiveIssued issued -> json.writeValueAsBytes(issued.content());
            case LoaEvent.DirectiveAmended amended -> {
                ObjectNode tree = json.valueToTree(amended.content());
                tree.put(REPLACES, amended.replaces()).put(REASON, amended.reason());
                yield json.writeValueAsBytes(tree);
            }
            case LoaEvent.DirectiveCancelled e -> json.writeValueAsBytes(e);
            case LoaEvent.BroadcastHalted e -> json.writeValueAsBytes(e);
            case LoaEvent.BroadcastResumed e -> json.writeValueAsBytes(e);
            case LoaEvent.DeliveryReport e -> json.writeValueAsBytes(e);
            case LoaEvent.HaltAcknowledged e -> json.writeValueAsBytes(e);
        };
    }

    /**
     * The event that these bytes stand for.
     *
     * @throws JacksonException         when they are not its JSON
     * @throws IllegalArgumentException when a value is out of its bounds
     */
    LoaEvent read(EventType type, byte[] value) {
        return switch (type) {
            case DIRECTIVE_ISSUED -> new LoaEvent.DirectiveIssued(json.readValue(value, IssuedDirective.class));
            case DIRECTIVE_AMENDED -> {
                JsonNode tree = json.readTree(value);
                yield new LoaEvent.DirectiveAmended(json.treeToValue(tree, IssuedDirective.class), tree.required(REPLACES).asInt(),
                        tree.required(REASON).asString());
            }
            case DIRECTIVE_CANCELLED, BROADCAST_HALTED, BROADCAST_RESUMED, DELIVERY_REPORT, HALT_ACKNOWLEDGED ->
                json.readValue(value, type.eventClass());
        };
    }
}
