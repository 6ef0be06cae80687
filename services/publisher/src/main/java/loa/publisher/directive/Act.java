package loa.publisher.directive;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What was done to a directive, as its history tells. */
public enum Act {
    DRAFTED,
    CHANGED,
    SUBMITTED,
    RETURNED,
    APPROVED,
    SCHEDULED,
    WITHHELD,
    ISSUED,
    AMENDED,
    CANCELLED,
    EXPIRED;

    /** Whether this act is as if it had not been done once the later one was: then to do it again is no repetition. */
    boolean isUndoneBy(Act later) {
        return switch (this) {
            case SUBMITTED, APPROVED -> later == CHANGED || later == RETURNED;
            case RETURNED -> later == CHANGED || later == SUBMITTED;
            case SCHEDULED, ISSUED -> later == CHANGED || later == WITHHELD;
            case DRAFTED, CHANGED, WITHHELD, AMENDED, CANCELLED, EXPIRED -> false;
        };
    }

    /** The name in lower case. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
