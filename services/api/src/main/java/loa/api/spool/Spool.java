package loa.api.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private directory for files that hold phone numbers in clear as long as a request or an import is worked on. Each process has one of
 * its own below the service's; those of processes that are gone, killed as they may be, are removed at the next start. Thread-safe.
 */
public final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATELY = PosixFilePermissions.asFileAttribute(PRIVATE);
    private static final String OF_A_PROCESS = "run-";
    /** Held by the process as long as it lives; the system lets it go when the process is killed. */
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;

    private Spool(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Opens one below this directory, which is made if need be, and removes what killed processes have left in it.
     *
     * @throws IllegalStateException when the directory is not ours alone
     */
    static Spool below(Path parent) {
        try {
            makePrivate(parent);
            try (FileChannel starting = open(parent.resolve(LOCK)); @Nullable
            FileLock alone = lock(starting, true)) {
                removeLeftOvers(parent);
                Path directory = Files.createTempDirectory(parent, OF_A_PROCESS, PRIVATELY);
                FileChannel mine = open(directory.resolve(LOCK));
                lock(mine, true);
                return new Spool(directory, mine);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a private directory below " + parent, e);
        }
    }

    /** Where the files lie. */
    public Path directory() {
        return directory;
    }

    /** A new, empty file that only we can read; whoever asks for it deletes it. */
    public Path newFile(String prefix) throws IOException {
        return Files.createTempFile(directory, prefix, ".tmp");
    }

    /** Removes everything in it. */
    @Override
    public void close() {
        try (lock) {
            remove(directory);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("What was spooled could not be removed; the next start tries");
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, PRIVATELY);
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !isOurs(directory)) {
            throw new IllegalStateException(directory + " must be a directory that belongs to us");
        }
        Files.setPosixFilePermissions(directory, PRIVATE);
    }

    /** In a directory that is open to all somebody else may have made it before us. */
    private static boolean isOurs(Path directory) throws IOException {
        Path ours = Files.createTempFile("loa-owner-", ".tmp");
        try {
            return Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours));
        } finally {
            Files.delete(ours);
        }
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.list(parent)) {
            all = found.filter(path -> path.getFileName().toString().startsWith(OF_A_PROCESS)).toList();
        }
        for (Path directory : all) {
            boolean left;
            try (FileChannel channel = open(directory.resolve(LOCK)); @Nullable
            FileLock held = lock(channel, false)) {
                left = held != null;
            }
            if (left) {
                remove(directory);
                LOG.atInfo().addKeyValue("directory", directory).log("Removed what a killed process had spooled");
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Null when somebody else has it; also when this process has it itself. */
    private static @Nullable FileLock lock(FileChannel channel, boolean waiting) throws IOException {
        try {
            return waiting ? channel.lock() : channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
