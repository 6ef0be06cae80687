package loa.loudspeaker.station;

/**
 * The key by which a player checks playlist items.
 *
 * @param ed25519 base64url of its 32 bytes
 */
public record VerificationKey(String id, String ed25519) {}
