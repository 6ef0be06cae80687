package loa.delivery.address;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

import loa.contract.Channel;

/**
 * Seals the addresses of one channel: AES-256-GCM with a random nonce for what is stored, HMAC-SHA256 for what is looked up. The channel
 * is bound into both, so that nothing sealed for one channel opens, or is found, in another. Thread-safe.
 */
public final class AddressVault {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final AddressKeys keys;
    private final byte[] channel;

    /** For the addresses of this channel. */
    public AddressVault(AddressKeys keys, Channel channel) {
        this.keys = keys;
        this.channel = channel.code().getBytes(StandardCharsets.UTF_8);
    }

    /** The address as it may be stored: id of the key (1 byte), nonce (12), ciphertext and tag. Different at each call. */
    public byte[] seal(String address) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, keys.sealingId(), nonce, address.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length).put((byte) keys.sealingId()).put(nonce).put(sealed).array();
    }

    /**
     * The address that {@link #seal} was given.
     *
     * @throws IllegalStateException when these bytes were not sealed for this channel by one of our keys, or were altered
     */
    public String open(byte[] sealed) {
        if (sealed.length <= HEADER_BYTES) {
            throw new IllegalStateException("A sealed address has more than %d bytes, but was %d".formatted(HEADER_BYTES, sealed.length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        int keyId = Byte.toUnsignedInt(buffer.get());
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] text = new byte[buffer.remaining()];
        buffer.get(text);
        return new String(crypt(Cipher.DECRYPT_MODE, keyId, nonce, text), StandardCharsets.UTF_8);
    }

    /** What finds the address again: 32 bytes, always the same for the same address, telling nothing without {@code lookup.key}. */
    public byte[] fingerprint(String address) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.lookupKey());
            mac.update(channel);
            mac.update((byte) 0);
            return mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no HmacSHA256", e);
        }
    }

    private byte[] crypt(int mode, int keyId, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.sealingKey(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[]{(byte) keyId});
            cipher.updateAAD(channel);
            return cipher.doFinal(input);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("A sealed address does not open with key %d: altered, or of another channel".formatted(keyId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK has no AES/GCM", e);
        }
    }
}
