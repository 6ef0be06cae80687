package loa.contract;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The code of an area: a province ({@code 99}), a commune ({@code 99001}) or a residential unit below one ({@code 99001-03}).
 *
 * @param value 2 digits, 5 digits, or 5 digits, a hyphen and 2 or 3 digits
 */
public record AreaCode(@JsonValue String value) implements Comparable<AreaCode> {
    private static final Pattern FORM = Pattern.compile("\\d{2}|\\d{5}(-\\d{2,3})?");

    /** Checks the form; whether such an area exists is for the one who has the tree. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AreaCode {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("area code must be NN, NNNNN or NNNNN-NN(N), but was " + value);
        }
    }

    /** Whether the text has the form of an area code. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(AreaCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
