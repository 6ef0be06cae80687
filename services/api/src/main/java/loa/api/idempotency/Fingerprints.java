package loa.api.idempotency;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import jakarta.servlet.http.HttpServletRequest;

import loa.api.spool.Spool;

/**
 * Makes fingerprints of requests: HMAC-SHA256 with a key of the installation, since a plain hash over a body with one phone number could be
 * found by trying all numbers. Thread-safe.
 */
public final class Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;
    private final Spool spool;

    Fingerprints(SecretKey key, Spool spool) {
        this.key = key;
        this.spool = spool;
    }

    Fingerprint of(HttpServletRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return new Fingerprint(request, mac, spool);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("The JDK makes no " + ALGORITHM, e);
        }
    }
}
