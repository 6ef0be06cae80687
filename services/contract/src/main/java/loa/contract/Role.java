package loa.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a caller may do; where he may do it is the area beside it. */
public enum Role {
    ADMINISTRATOR,
    DRAFTER,
    APPROVER,
    OPERATOR,
    AUDITOR;

    /** The name in lower case. */
    @JsonValue
    public String code() {
        return Codes.of(this);
    }

    /**
     * The role with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Role ofCode(String code) {
        return Codes.parse(Role.class, code);
    }
}
