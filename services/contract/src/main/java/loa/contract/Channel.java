package loa.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A way by which a directive reaches recipients. The code is what stands in JSON, topics and tables. */
public enum Channel {
    SMS,
    PUSH,
    LOUDSPEAKER;

    /** The name in lower case: {@code sms}, {@code push}, {@code loudspeaker}. */
    @JsonValue
    public String code() {
        return Codes.of(this);
    }

    /**
     * The channel with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Channel ofCode(String code) {
        return Codes.parse(Channel.class, code);
    }
}
