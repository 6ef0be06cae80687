package loa.delivery.desk;

import java.util.function.Function;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import loa.contract.LoaJson;

/** Reads the states of one topic. Thread-safe. */
final class StateCodec<T> {
    private final JsonMapper json = LoaJson.mapper();
    private final Class<T> type;
    private final Function<T, String> keyOf;

    StateCodec(Class<T> type, Function<T, String> keyOf) {
        this.type = type;
        this.keyOf = keyOf;
    }

    /**
     * The state.
     *
     * @throws JacksonException         when the bytes are not its JSON
     * @throws IllegalArgumentException when it does not belong under this key
     */
    T read(String key, byte[] value) {
        T state = json.readValue(value, type);
        if (!keyOf.apply(state).equals(key)) {
            throw new IllegalArgumentException("a state must stand under its own key, but stood under " + key);
        }
        return state;
    }
}
