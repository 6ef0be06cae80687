package loa.push.device;

import java.util.regex.Pattern;

/**
 * Names one installation of the app; the app made it at random.
 *
 * @param value 22..64 characters of base64url
 */
record Installation(String value) implements Comparable<Installation> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22,64}");

    Installation {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("installation must be 22..64 letters, digits, - or _, but was " + value);
        }
    }

    static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(Installation other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
