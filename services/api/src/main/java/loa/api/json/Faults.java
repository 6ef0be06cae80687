package loa.api.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;
import loa.contract.LoaJson;

/** What was found to be wrong with one body. Not thread-safe. */
final class Faults {
    static final String UNKNOWN_FIELD = "unknown-field";

    private final List<FieldFault> faults = new ArrayList<>();

    int count() {
        return faults.size();
    }

    List<FieldFault> all() {
        return List.copyOf(faults);
    }

    /**
     * Notes the fault and takes the value out of the tree.
     *
     * @return false when nothing is to be gained from another try: it follows from a fault that is known
     */
    boolean noteAndCut(JacksonException e, JsonNode tree) {
        JsonPointer pointer = pointer(e);
        String text = pointer.toString();
        if (faults.stream().anyMatch(f -> f.pointer().equals(text) || f.pointer().startsWith(text + "/"))) {
            return false;
        }
        JsonNode value = tree.at(pointer);
        faults.add(fault(text, e, value));
        return !pointer.matches() && cut(tree.at(pointer.head()), pointer);
    }

    /** A place in a list is left empty, so that those after it keep their numbers. */
    private static boolean cut(JsonNode parent, JsonPointer pointer) {
        JsonPointer last = pointer.last();
        switch (parent) {
            case ObjectNode object -> object.remove(last.getMatchingProperty());
            case ArrayNode array -> array.setNull(last.getMatchingIndex());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static FieldFault fault(String pointer, JacksonException e, JsonNode value) {
        if (!(e instanceof UnrecognizedPropertyException) && value.isString() && !LoaJson.isStorable(value.asString())) {
            return new FieldFault(pointer, "invalid-character",
                    Wording.of("Có ký tự không lưu được.", "There is a character that cannot be stored."));
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown -> new FieldFault(pointer, UNKNOWN_FIELD,
                    Wording.of("Không có trường %s.", "There is no field %s.", unknown.getPropertyName()));
            case ValueInstantiationException refused -> new FieldFault(pointer, "invalid-value", refusal(refused, value));
            case InvalidFormatException _ when value.isString() -> new FieldFault(pointer, "invalid-value", invalid(value));
            default -> value.isMissingNode() || value.isNull()
                    ? new FieldFault(pointer, "required", Wording.of("Thiếu giá trị.", "A value is needed."))
                    : new FieldFault(pointer, "wrong-type", Wording.of("Kiểu dữ liệu không đúng: %s.", "The value has the wrong type: %s.",
                            value.getNodeType().name().toLowerCase(Locale.ROOT)));
        };
    }

    /** A constructor or factory of ours refused the value; its message is a sentence with the value, for people who know English. */
    private static Wording refusal(ValueInstantiationException e, JsonNode value) {
        Wording plain = invalid(value);
        return e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                ? new Wording(plain.vi(), cause.getMessage() + ".")
                : plain;
    }

    private static Wording invalid(JsonNode value) {
        return value.isValueNode()
                ? Wording.of("Giá trị không hợp lệ: %s.", "The value is not valid: %s.", value.asString())
                : Wording.of("Giá trị không hợp lệ.", "The value is not valid.");
    }

    private static JsonPointer pointer(JacksonException e) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : e.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer;
    }
}
