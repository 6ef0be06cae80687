package loa.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** A private Ed25519 key (RFC 8032) with its name. Thread-safe. */
public final class SigningKey {
    static final String ALGORITHM = "Ed25519";

    private final String id;
    private final PrivateKey key;

    SigningKey(String id, PrivateKey key) {
        this.id = id;
        this.key = key;
    }

    /** The name under which verifiers know the public half, such as {@code k1}. */
    public String id() {
        return id;
    }

    /** The signature over these bytes, base64url without padding. */
    public String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK cannot sign with " + ALGORITHM, e);
        }
    }

    /** The signature over the UTF-8 bytes of this text. */
    public String sign(String text) {
        return sign(text.getBytes(StandardCharsets.UTF_8));
    }
}
