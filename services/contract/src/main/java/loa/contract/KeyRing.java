package loa.contract;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The public keys whose signatures are believed. Immutable. */
public final class KeyRing {
    private final Map<String, PublicKey> keys;

    KeyRing(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** The names of the keys. */
    public Set<String> ids() {
        return keys.keySet();
    }

    /** The 32 bytes of a public key, base64url without padding, as outsiders get it. */
    public String publicKey(String id) {
        PublicKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("there is no key " + id);
        }
        return Ed25519Keys.rawPublicKey(key);
    }

    boolean knows(String id) {
        return keys.containsKey(id);
    }

    /** Whether the key made this signature (base64url) over these bytes. False for an unknown key and a malformed signature too. */
    public boolean verifies(String id, byte[] bytes, String signature) {
        PublicKey key = keys.get(id);
        if (key == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(SigningKey.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
