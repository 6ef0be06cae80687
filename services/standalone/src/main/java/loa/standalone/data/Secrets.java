package loa.standalone.data;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes passwords and keys: nothing of this kind is built in. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A password of 128 random bits that can be typed. */
    public static String password() {
        return random(16);
    }

    /** An API key of 256 random bits, {@code loa_} in front. */
    public static String apiKey() {
        return "loa_" + random(32);
    }

    private static String random(int bytes) {
        byte[] secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
