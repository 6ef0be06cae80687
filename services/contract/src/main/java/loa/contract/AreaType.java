package loa.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of unit an area is: two administrative tiers since 1 July 2025, and the residents' own units below the commune. */
public enum AreaType {
    PROVINCE,
    WARD,
    COMMUNE,
    SPECIAL_ZONE,
    VILLAGE,
    RESIDENTIAL_GROUP;

    /** The name in lower case with hyphens: {@code special-zone}. */
    @JsonValue
    public String code() {
        return Codes.of(this);
    }

    /**
     * The type with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static AreaType ofCode(String code) {
        return Codes.parse(AreaType.class, code);
    }
}
