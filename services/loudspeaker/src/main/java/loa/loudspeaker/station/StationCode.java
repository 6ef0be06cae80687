package loa.loudspeaker.station;

import java.util.regex.Pattern;

/** The name of a station among people and in paths, such as {@code LOA-99001-03}; 3–32 letters, digits and hyphens. */
public record StationCode(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{3,32}");

    /** Checks the form. */
    public StationCode {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("station code must match %s, but was %s".formatted(FORM, value));
        }
    }

    /** Whether the text has the form of a station code. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
