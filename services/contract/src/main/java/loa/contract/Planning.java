package loa.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far a channel has come with finding the audience of a directive. */
public enum Planning {
    /** The channel has not taken the event yet. */
    WAITING,
    /** The audience still grows. */
    RUNNING,
    /** The audience is known. */
    COMPLETE,
    /** The channel has lost its records and waits for a person: it may have carried the directive out before. */
    HELD;

    /** The name in lower case. */
    @JsonValue
    public String code() {
        return Codes.of(this);
    }

    /**
     * The value with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Planning ofCode(String code) {
        return Codes.parse(Planning.class, code);
    }
}
