package loa.standalone.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The directory that holds everything of one installation ({@code LOA_DATA_DIR}), locked against a second process. */
public final class DataDirectory implements AutoCloseable {
    /** Below this Kafka and PostgreSQL could stop in the middle of their work. */
    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final String MARKER = "loa-data";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens the directory, made where it is missing.
     *
     * @throws StartFailure when it cannot be written, holds something else, is in use, or its disk is nearly full; nothing is changed then
     */
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            refuseForeign(path);
            refuseFullDisk(path);
            FileChannel lockFile = FileChannel.open(path.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new StartFailure("Another Loa is running in the data directory %s.".formatted(path));
            }
            return new DataDirectory(path, lockFile);
        } catch (IOException e) {
            throw new StartFailure("The data directory %s cannot be written: %s.".formatted(path, e.getMessage()), e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A directory within it, made where it is missing. */
    public Path subdirectory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new StartFailure("The data directory %s cannot be written: %s.".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return null;
        }
    }

    private static void refuseForeign(Path path) throws IOException {
        if (Files.exists(path.resolve(MARKER))) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new StartFailure(
                        "The directory %s holds files that are not Loa's; set LOA_DATA_DIR to an empty one.".formatted(path));
            }
        }
    }

    private static void refuseFullDisk(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new StartFailure("Only %d MiB are free where the data directory %s is; Loa needs at least %d MiB."
                    .formatted(free >> 20, path, LEAST_FREE_BYTES >> 20));
        }
    }
}
