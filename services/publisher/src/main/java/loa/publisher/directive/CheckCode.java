package loa.publisher.directive;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * By which a resident finds a directive on the public page (mã kiểm tra): 8 letters and digits, none of which is taken for another when
 * read aloud or written by hand (no 0 O, 1 I L, U V).
 */
public record CheckCode(@JsonValue String value) {
    /** How many characters. */
    public static final int LENGTH = 8;
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    /** Checks the form. */
    public CheckCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a check code has 8 characters of %s, but was %s".formatted(ALPHABET, value));
        }
    }

    /** A new one: one of 5 · 10¹¹; that nobody else has it is for the table to say. */
    static CheckCode next(RandomGenerator random) {
        var text = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return new CheckCode(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
