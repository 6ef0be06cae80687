package loa.delivery.address;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret keys behind an {@link AddressVault}. {@code address.key} has one line {@code <id>:<base64 of 32 bytes>} for each key, id
 * 1..255: the first one seals, all of them open, so a key is changed by writing a new line in front. {@code lookup.key} is one key in
 * base64 and cannot be changed without making all fingerprints anew. Immutable.
 */
public final class AddressKeys {
    private static final String ADDRESS_FILE = "address.key";
    private static final String LOOKUP_FILE = "lookup.key";
    private static final int KEY_BYTES = 32;

    private final int sealingId;
    private final Map<Integer, SecretKey> sealing;
    private final SecretKey lookup;

    private AddressKeys(int sealingId, Map<Integer, SecretKey> sealing, SecretKey lookup) {
        this.sealingId = sealingId;
        this.sealing = Map.copyOf(sealing);
        this.lookup = lookup;
    }

    /**
     * The keys of this directory ({@code LOA_KEYS_DIR}); those that are missing are made, readable by the owner alone. Safe when several
     * processes start at once: all get the same keys.
     *
     * @throws UncheckedIOException     when the directory can be neither read nor written
     * @throws IllegalArgumentException when a file does not hold keys; the message names the file, never its text
     */
    public static AddressKeys loadOrCreate(Path directory) {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            String address = readOrCreate(directory.resolve(ADDRESS_FILE), "1:");
            String lookup = readOrCreate(directory.resolve(LOOKUP_FILE), "");
            return parse(directory, address, lookup);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the address keys in " + directory, e);
        }
    }

    int sealingId() {
        return sealingId;
    }

    SecretKey sealingKey(int id) {
        SecretKey key = sealing.get(id);
        if (key == null) {
            throw new IllegalStateException("%s has no key with id %d".formatted(ADDRESS_FILE, id));
        }
        return key;
    }

    SecretKey lookupKey() {
        return lookup;
    }

    private static AddressKeys parse(Path directory, String address, String lookup) {
        Map<Integer, SecretKey> keys = new LinkedHashMap<>();
        for (String line : address.lines().filter(l -> !l.isBlank()).toList()) {
            int colon = line.indexOf(':');
            int id = parseId(directory, colon < 0 ? "" : line.substring(0, colon));
            keys.put(id, parseKey(directory.resolve(ADDRESS_FILE), line.substring(colon + 1), "AES"));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("%s holds no key".formatted(directory.resolve(ADDRESS_FILE)));
        }
        return new AddressKeys(keys.keySet().iterator().next(), keys, parseKey(directory.resolve(LOOKUP_FILE), lookup, "HmacSHA256"));
    }

    private static int parseId(Path directory, String text) {
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > 255) {
            throw new IllegalArgumentException("%s has a line without a key id of 1..255".formatted(directory.resolve(ADDRESS_FILE)));
        }
        return Integer.parseInt(text);
    }

    private static SecretKey parseKey(Path file, String base64, String algorithm) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds a key that is not base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("%s holds a key of %d bytes, but it must be %d".formatted(file, bytes.length, KEY_BYTES));
        }
        return new SecretKeySpec(bytes, algorithm);
    }

    /** A link, unlike a move, fails when another process was quicker: whoever comes second reads the first one's key. */
    private static String readOrCreate(Path file, String prefix) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Path draft = file.resolveSibling("%s.%s.new".formatted(file.getFileName(), UUID.randomUUID()));
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(draft, prefix + Base64.getEncoder().encodeToString(key) + "\n");
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(draft);
            }
        }
        return Files.readString(file);
    }
}
