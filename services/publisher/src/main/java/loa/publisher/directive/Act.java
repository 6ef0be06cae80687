package loa.publisher.directive;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What was done to a directive, as its history tells. */
public enum Act {
    DRAFTED, CHANGED, SUBMITTED, RETURNED, APPROVED, SCHEDULED, ISSUED, CANCELLED, EXPIRED;

    /** The name in lower case. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
