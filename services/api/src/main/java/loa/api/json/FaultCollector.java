package loa.api.json;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.util.ClassUtil;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;

/**
 * Notes what is wrong with a body and reads on, so that a caller learns of all faulty fields at once. What it puts in the place of a
 * faulty value is never used: a body with faults is refused as a whole. One for each body, not thread-safe.
 */
final class FaultCollector extends DeserializationProblemHandler {
    static final String UNKNOWN_FIELD = "unknown-field";

    private static final int MOST = 100;

    private final List<FieldFault> faults = new ArrayList<>();

    /** What was found; where a part of something is at fault, the fault of the whole that follows from it is left out. */
    List<FieldFault> faults() {
        return faults.stream().filter(f -> faults.stream().noneMatch(part -> part.pointer().startsWith(f.pointer() + "/"))).limit(MOST)
                .toList();
    }

    @Override
    public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser, @Nullable ValueDeserializer<?> deserializer,
            Object bean, String name) {
        String pointer = pointer(parser);
        note(pointer.endsWith("/" + name) ? pointer : pointer + "/" + name, UNKNOWN_FIELD,
                Wording.of("Không có trường %s.", "There is no field %s.", name));
        parser.skipChildren();
        return true;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(DeserializationContext context, Class<?> type, String value, String message) {
        return unknownValue(context.getParser(), type, value);
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(DeserializationContext context, Class<?> type, Number value, String message) {
        return unknownValue(context.getParser(), type, value.toString());
    }

    @Override
    public @Nullable Object handleUnexpectedToken(DeserializationContext context, JavaType type, JsonToken token, JsonParser parser,
            String message) {
        note(pointer(parser), "wrong-type",
                Wording.of("Kiểu dữ liệu không đúng: %s.", "The value has the wrong type: %s.", nameOf(token)));
        parser.skipChildren();
        return ClassUtil.defaultValue(type.getRawClass());
    }

    @Override
    public @Nullable Object handleNullForPrimitives(DeserializationContext context, Class<?> type, JsonParser parser,
            ValueDeserializer<?> deserializer, String message) {
        note(pointer(parser), "required", Wording.of("Thiếu giá trị.", "A value is needed."));
        return ClassUtil.defaultValue(type);
    }

    /** A constructor or factory of ours refused the value; its message is a full sentence with the value, for people who know English. */
    @Override
    public @Nullable Object handleInstantiationProblem(DeserializationContext context, Class<?> type, @Nullable Object argument,
            Throwable refusal) {
        String en = refusal instanceof IllegalArgumentException && refusal.getMessage() != null
                ? refusal.getMessage() + "."
                : "The value is not valid.";
        String vi = argument instanceof String text ? "Giá trị không hợp lệ: " + text + "." : "Giá trị không hợp lệ.";
        note(pointer(context.getParser()), "invalid-value", new Wording(vi, en));
        return ClassUtil.defaultValue(type);
    }

    private @Nullable Object unknownValue(JsonParser parser, Class<?> type, String value) {
        note(pointer(parser), "invalid-value", Wording.of("Giá trị không hợp lệ: %s.", "The value is not valid: %s.", value));
        return ClassUtil.defaultValue(type);
    }

    private void note(String pointer, String code, Wording detail) {
        if (faults.size() < 2 * MOST) {
            faults.add(new FieldFault(pointer, code, detail));
        }
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static String nameOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "object";
            case START_ARRAY, END_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "other";
        };
    }
}
