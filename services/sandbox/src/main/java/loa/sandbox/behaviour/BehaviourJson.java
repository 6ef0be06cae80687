package loa.sandbox.behaviour;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import loa.sandbox.http.BadInput;

/** Reads and writes a behaviour; what is left out is as in {@link Behaviour#IDEAL}, what is unknown is a fault. */
final class BehaviourJson {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private BehaviourJson() {}

    /** @throws BadInput 400 when it cannot be read or has an unknown field, 422 when a value is not allowed */
    static Behaviour read(byte[] bytes) {
        try {
            ObjectNode complete = JSON.valueToTree(Behaviour.IDEAL);
            JsonNode given = JSON.readTree(bytes);
            if (!(given instanceof ObjectNode object)) {
                throw BadInput.unreadable("A behaviour is a JSON object.");
            }
            overlay(complete, object);
            return JSON.treeToValue(complete, Behaviour.class);
        } catch (ValueInstantiationException e) {
            throw BadInput.invalid(reason(e));
        } catch (UnrecognizedPropertyException e) {
            throw BadInput.unreadable("A behaviour has no field " + e.getPropertyName() + ".");
        } catch (JacksonException e) {
            throw BadInput.unreadable("This is not a behaviour: " + e.getOriginalMessage());
        }
    }

    static String write(Behaviour behaviour) {
        return JSON.writeValueAsString(behaviour);
    }

    private static void overlay(ObjectNode complete, ObjectNode given) {
        for (var field : given.properties()) {
            JsonNode known = complete.get(field.getKey());
            if (known instanceof ObjectNode inner && field.getValue() instanceof ObjectNode givenInner) {
                overlay(inner, givenInner);
            } else if (!field.getValue().isNull()) {
                complete.set(field.getKey(), field.getValue());
            }
        }
    }

    private static String reason(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        String message = cause == null ? e.getOriginalMessage() : cause.getMessage();
        return message == null ? "A value is not allowed." : message;
    }
}
