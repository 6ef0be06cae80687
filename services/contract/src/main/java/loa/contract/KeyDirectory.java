package loa.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of keys ({@code LOA_KEYS_DIR}): {@code <id>.private} and {@code <id>.public} for signatures. Every public key in it is
 * believed, so whoever may write here may speak for the desk: mode 0700.
 */
public final class KeyDirectory {
    private static final String PRIVATE = ".private";
    private static final String PUBLIC = ".public";

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
