package loa.sandbox.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** One process at a time in a directory. The lock falls with the process that holds it, also by {@code kill -9}. */
public final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code directory}. A process that is just ending is given {@code patience} to let go of it.
     *
     * @throws IOException when somebody still holds it after that, or the directory cannot be written to
     */
    public static DirectoryLock acquire(Path directory, Duration patience) throws IOException {
        Files.createDirectories(directory);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            DirectoryLock lock = tryAcquire(directory.resolve(".sandbox.lock"));
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() >= end) {
                throw new IOException("the data directory " + directory + " is in use by another process");
            }
            pause();
        }
    }

    private static @Nullable DirectoryLock tryAcquire(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            // the same answer as a lock that another process holds
        }
        channel.close();
        return null;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a data directory", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
