package loa.contract;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 keys as text: private ones as PKCS #8 in base64, public ones as their 32 bytes in base64url. */
final class Ed25519Keys {
    /** What stands before the 32 bytes in SubjectPublicKeyInfo; RFC 8410 section 4. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Keys() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(SigningKey.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no " + SigningKey.ALGORITHM, e);
        }
    }

    static String rawPublicKey(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    static PublicKey parsePublicKey(String raw) {
        byte[] bytes = Base64.getUrlDecoder().decode(raw.strip());
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a public key has 32 bytes, but this one has " + bytes.length);
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, bytes.length);
        try {
            return KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key of " + SigningKey.ALGORITHM, e);
        }
    }

    static PrivateKey parsePrivateKey(String base64) {
        try {
            return KeyFactory.getInstance(SigningKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of " + SigningKey.ALGORITHM, e);
        }
    }
}
