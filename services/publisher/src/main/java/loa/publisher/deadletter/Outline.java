package loa.publisher.deadletter;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.AreaType;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.LoaJson;
import loa.contract.Planning;
import loa.contract.Role;

/**
 * A JSON value by its form: names of fields, ids, times, codes and small numbers as they are; of every other text only its length. So
 * nobody's name, number or token appears, whoever wrote the record.
 */
final class Outline {
    private static final int LONGEST_VALUE = 1 << 20;
    private static final int MOST_LINES = 60;
    private static final int MOST_ELEMENTS = 5;
    private static final int DEEPEST = 6;
    private static final JsonMapper JSON = LoaJson.mapper();
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]{1,30}");
    private static final Pattern SAFE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + "|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})|\\d{2}|\\d{5}(-\\d{2,3})?|vi|en");
    private static final Set<String> WORDS = Stream
            .of(Arrays.stream(Channel.values()).map(Channel::code), Arrays.stream(BulletinClass.values()).map(BulletinClass::code),
                    Arrays.stream(Planning.values()).map(Planning::code), Arrays.stream(AreaType.values()).map(AreaType::code),
                    Arrays.stream(Role.values()).map(Role::code))
            .flatMap(words -> words).collect(Collectors.toUnmodifiableSet());

    private final StringBuilder text = new StringBuilder();
    private int lines;

    private Outline() {}

    static @Nullable String of(byte[] value) {
        if (value.length > LONGEST_VALUE) {
            return null;
        }
        try {
            var outline = new Outline();
            JsonNode root = JSON.readTree(value);
            if (root.isMissingNode()) {
                return null;
            }
            if (root.isObject() && !root.isEmpty()) {
                outline.writeFields(root, 0);
            } else {
                outline.write("", root, 0);
            }
            return outline.text.toString().stripTrailing();
        } catch (JacksonException e) {
            return null;
        }
    }

    private void write(String name, JsonNode node, int depth) {
        if (++lines > MOST_LINES) {
            return;
        }
        text.append("  ".repeat(depth)).append(name);
        if (depth >= DEEPEST || !node.isContainer()) {
            text.append(depth >= DEEPEST && node.isContainer() ? "…" : scalar(node)).append('\n');
            return;
        }
        if (node.isArray()) {
            writeElements(node, depth);
            return;
        }
        text.append(node.isEmpty() ? "{}\n" : "\n");
        writeFields(node, depth + 1);
    }

    private void writeFields(JsonNode object, int depth) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            write((FIELD.matcher(field.getKey()).matches() ? field.getKey() : "…") + ": ", field.getValue(), depth);
        }
    }

    private void writeElements(JsonNode array, int depth) {
        text.append('[').append(array.size()).append("]\n");
        for (int i = 0; i < Math.min(MOST_ELEMENTS, array.size()); i++) {
            write("- ", array.get(i), depth + 1);
        }
        if (array.size() > MOST_ELEMENTS) {
            text.append("  ".repeat(depth + 1)).append("- …\n");
        }
    }

    private static String scalar(JsonNode node) {
        if (node.isString()) {
            String value = node.asString();
            return SAFE.matcher(value).matches() || WORDS.contains(value) ? value : "“…” (" + value.codePointCount(0, value.length()) + ")";
        }
        String value = node.toString();
        return node.isNumber() && value.length() > 7 ? "…" : value;
    }
}
