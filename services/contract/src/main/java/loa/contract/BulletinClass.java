package loa.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How urgent a directive is; each class is a lane of its own. Declared in the order of precedence.
 * Source: Thông tư 39/2020/TT-BTTTT (khẩn cấp, ưu tiên, thông thường).
 */
public enum BulletinClass {
    EMERGENCY,
    PRIORITY,
    ROUTINE;

    /** The name in lower case: {@code emergency}, {@code priority}, {@code routine}. */
    @JsonValue
    public String code() {
        return Codes.of(this);
    }

    /**
     * The class with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static BulletinClass ofCode(String code) {
        return Codes.parse(BulletinClass.class, code);
    }
}
