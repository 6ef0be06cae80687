package loa.sandbox.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of records that only grows. A record is with the operating system when {@link #append} returns, so it survives
 * {@code kill -9}; a last record that was torn is cut off by the next {@link #open}. A record is its length, its CRC-32C
 * and its bytes. Safe for any number of threads.
 */
public final class Journal implements Closeable {

    /** Takes the records that are there when a journal is opened, in order. */
    public interface Reader {
        void record(long position, ByteBuffer bytes);
    }

    private static final int HEAD = Integer.BYTES * 2;
    private static final int LARGEST = 1 << 20;

    private final FileChannel channel;
    private long end;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens {@code file}, made when missing, and shows {@code reader} each whole record. */
    public static Journal open(Path file, Reader reader) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Journal journal = new Journal(channel);
        journal.end = replay(channel, reader);
        channel.truncate(journal.end);
        return journal;
    }

    /** Appends one record and answers where it stands. */
    public synchronized long append(byte[] bytes) {
        ByteBuffer record = ByteBuffer.allocate(HEAD + bytes.length);
        record.putInt(bytes.length).putInt(checksum(bytes)).put(bytes).flip();
        long position = end;
        try {
            while (record.hasRemaining()) {
                channel.write(record, position + record.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's journal does not take more", e);
        }
        end = position + HEAD + bytes.length;
        return position;
    }

    /** The record that {@link #append} put at {@code position}. */
    public ByteBuffer read(long position) {
        try {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            fill(channel, head, position);
            ByteBuffer bytes = ByteBuffer.allocate(head.getInt(0));
            fill(channel, bytes, position + HEAD);
            return bytes.flip();
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's journal cannot be read at " + position, e);
        }
    }

    /** Forgets everything. */
    public synchronized void clear() {
        try {
            channel.truncate(0);
            end = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's journal cannot be emptied", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads through a large buffer: a million records in about a second. */
    private static long replay(FileChannel channel, Reader reader) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(4 * LARGEST).limit(0);
        long windowAt = 0;
        while (true) {
            if (window.remaining() < HEAD + LARGEST) {
                windowAt += window.position();
                window.compact();
                while (window.hasRemaining() && channel.read(window, windowAt + window.position()) >= 0) {
                    // until the window is full or the file is at its end
                }
                window.flip();
            }
            int length = wholeRecord(window);
            if (length < 0) {
                return windowAt + window.position();
            }
            ByteBuffer record = window.slice(window.position() + HEAD, length);
            reader.record(windowAt + window.position(), record);
            window.position(window.position() + HEAD + length);
        }
    }

    private static int wholeRecord(ByteBuffer window) {
        if (window.remaining() < HEAD) {
            return -1;
        }
        int length = window.getInt(window.position());
        if (length < 0 || length > LARGEST || window.remaining() < HEAD + length) {
            return -1;
        }
        byte[] bytes = new byte[length];
        window.get(window.position() + HEAD, bytes);
        return checksum(bytes) == window.getInt(window.position() + Integer.BYTES) ? length : -1;
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the journal ends before the record does");
            }
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
