package loa.sandbox.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/** A generated secret in a file of mode 0600; it stays the same for as long as the file does. */
public final class Secret {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private Secret() {}

    /** The secret in {@code file}; a missing one is made from 192 random bits. Never leaves a half-written file. */
    public static String loadOrCreate(Path file) throws IOException {
        return loadOrCreate(file, Secret::random);
    }

    /** The secret in {@code file}; a missing one is taken from {@code fresh}. Never leaves a half-written file. */
    public static String loadOrCreate(Path file, Supplier<String> fresh) throws IOException {
        if (!Files.exists(file)) {
            write(file, fresh.get());
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Replaces {@code file} by {@code text} in one step, readable by its owner only. */
    public static void write(Path file, String text) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(directory, file.getFileName().toString(), ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, text + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
