package loa.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: a prefix and base64url of 256 random bits. It is shown once and never stored; what is stored is
 * {@link #hash()}. No slow hash is needed, since nobody can guess 256 bits.
 */
public record KeyText(String value) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("(loa|sta|dev)_[A-Za-z0-9_-]{43}");

    /** Checks the form. */
    public KeyText {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a key must be a prefix and 43 characters of base64url");
        }
    }

    /** Whose key it is. */
    public enum Kind {
        /** A person's or a program's. */
        LOA,
        /** A loudspeaker station's. */
        STA,
        /** An app's installation. */
        DEV
    }

    /** A new key. */
    public static KeyText next(Kind kind, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new KeyText(kind.name().toLowerCase(Locale.ROOT) + "_" + text);
    }

    /** The key that this text is; empty when it has not the form of one. */
    public static Optional<KeyText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new KeyText(text)) : Optional.empty();
    }

    /** Whose key it is. */
    public Kind kind() {
        return Kind.valueOf(value.substring(0, 3).toUpperCase(Locale.ROOT));
    }

    /** SHA-256 of the whole text, lower-case hex. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }

    /** Only the prefix, so that no key comes into a log. */
    @Override
    public String toString() {
        return value.substring(0, 4) + "…";
    }
}
