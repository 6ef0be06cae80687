package loa.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The directory of keys ({@code LOA_KEYS_DIR}): {@code <id>.private} and {@code <id>.public} for signatures, {@code <name>.key} for
 * secrets. Every public key in it is believed, so whoever may write here may speak for the desk: mode 0700.
 */
public final class KeyDirectory {
    private static final String PRIVATE = ".private";
    private static final String PUBLIC = ".public";
    private static final int SECRET_BYTES = 32;

    private final Path directory;

    /** Reads and writes nothing yet. */
    public KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory and this signing key where they are missing. */
    public void createIfMissing(String keyId) {
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(file(keyId, PRIVATE))) {
                KeyPair pair = Ed25519Keys.generate();
                writeSecret(file(keyId, PUBLIC), Ed25519Keys.rawPublicKey(pair.getPublic()));
                writeSecret(file(keyId, PRIVATE), Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make signing key %s in %s".formatted(keyId, directory), e);
        }
    }

    /**
     * The secret in {@code <name>.key}, for HMAC-SHA256; made where it is missing. Safe when several processes start at once: all get the
     * same one.
     */
    public SecretKey secret(String name) {
        Path file = directory.resolve(name + ".key");
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(file)) {
                makeSecret(file);
            }
            return new SecretKeySpec(Base64.getDecoder().decode(Files.readString(file).strip()), "HmacSHA256");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make secret %s in %s".formatted(name, directory), e);
        }
    }

    /** A link, unlike a move, fails when another process was quicker. */
    private static void makeSecret(Path file) throws IOException {
        byte[] key = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling("%s.%s".formatted(file.getFileName(), UUID.randomUUID()));
        writeSecret(draft, Base64.getEncoder().encodeToString(key));
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other one's key is as good.
        } finally {
            Files.delete(draft);
        }
    }

    /** Adds a public key, as another's {@link KeyRing#publicKey} gives it, to those that are believed. */
    public void trust(String keyId, String publicKey) {
        String checked = Ed25519Keys.rawPublicKey(Ed25519Keys.parsePublicKey(publicKey));
        try {
            Files.deleteIfExists(file(keyId, PUBLIC));
            writeSecret(file(keyId, PUBLIC), checked);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store key %s in %s".formatted(keyId, directory), e);
        }
    }

    /** The private half of a key. */
    public SigningKey signingKey(String keyId) {
        return new SigningKey(keyId, Ed25519Keys.parsePrivateKey(read(file(keyId, PRIVATE))));
    }

    /** All public halves. */
    public KeyRing ring() {
        Map<String, PublicKey> keys = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(f -> f.getFileName().toString().endsWith(PUBLIC))
                    .forEach(f -> keys.put(idOf(f), Ed25519Keys.parsePublicKey(read(f))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the keys in " + directory, e);
        }
        return new KeyRing(keys);
    }

    private Path file(String keyId, String ending) {
        return directory.resolve(keyId + ending);
    }

    private static String idOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - PUBLIC.length());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read key " + file, e);
        }
    }

    /** Written beside and moved into place, so that a crash leaves no half key. */
    private static void writeSecret(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text + "\n", StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
