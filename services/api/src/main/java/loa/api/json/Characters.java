package loa.api.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;

/** Finds texts that no database keeps: with U+0000, or with half of a surrogate pair. */
final class Characters {
    private Characters() {}

    /** The faults of all texts of this body. */
    static List<FieldFault> faults(JsonNode body) {
        List<FieldFault> faults = new ArrayList<>();
        look(body, JsonPointer.empty(), faults);
        return faults;
    }

    private static void look(JsonNode node, JsonPointer at, List<FieldFault> faults) {
        if (node.isString() && node.asString().codePoints().anyMatch(Characters::isNone)) {
            faults.add(new FieldFault(at.toString(), "invalid-character",
                    Wording.of("Có ký tự không lưu được.", "There is a character that cannot be stored.")));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            look(field.getValue(), at.appendProperty(field.getKey()), faults);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(node.get(i), at.appendIndex(i), faults);
        }
    }

    private static boolean isNone(int c) {
        return c == 0 || Character.getType(c) == Character.SURROGATE;
    }
}
