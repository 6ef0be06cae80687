package loa.sandbox.twilio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import loa.sandbox.files.Secret;

/**
 * The account that our side signs in with, generated once.
 *
 * @param sid       {@code AC} and 32 hexadecimal digits
 * @param authToken 32 hexadecimal digits; it also signs the receipts
 */
public record TwilioAccount(String sid, String authToken) {

    /** The account whose two secrets are in {@code directory}. */
    public static TwilioAccount loadOrCreate(Path directory) throws IOException {
        String sid = Secret.loadOrCreate(directory.resolve("twilio-account.sid"), () -> "AC" + randomHex());
        return new TwilioAccount(sid, Secret.loadOrCreate(directory.resolve("twilio-auth.token"), TwilioAccount::randomHex));
    }

    /** Whether {@code authorization} is HTTP Basic with this SID and token. */
    boolean admits(@Nullable String authorization) {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((sid + ":" + authToken).getBytes(StandardCharsets.UTF_8));
        return authorization != null && MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
                authorization.getBytes(StandardCharsets.UTF_8));
    }

    private static String randomHex() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return sid;
    }
}
