package loa.api.idempotency;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.crypto.Mac;

import org.jspecify.annotations.Nullable;

import loa.api.problem.ProblemException;
import loa.api.spool.Spool;

/** A body that can be read after it was hashed: short ones stay in memory, long ones lie in a file that only we can read until closed. */
final class SpooledBody implements AutoCloseable {
    /** A file of an import, and some room for what is around it. */
    static final long MAX_BYTES = (256L << 20) + (64 << 10);
    private static final int IN_MEMORY = 64 << 10;

    private final byte[] head;
    private final @Nullable Path file;

    private SpooledBody(byte[] head, @Nullable Path file) {
        this.head = head;
        this.file = file;
    }

    /** Reads everything, and feeds the digest with it. */
    static SpooledBody read(InputStream in, Mac digest, Spool spool) throws IOException {
        byte[] head = in.readNBytes(IN_MEMORY);
        digest.update(head);
        if (head.length < IN_MEMORY) {
            return new SpooledBody(head, null);
        }
        Path file = spool.newFile("body-");
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(in, out, digest);
            return new SpooledBody(head, file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out, Mac digest) throws IOException {
        byte[] buffer = new byte[IN_MEMORY];
        long total = IN_MEMORY;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > MAX_BYTES) {
                throw ProblemException.tooLarge(MAX_BYTES);
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
    }

    /** The body from its start. */
    InputStream open() throws IOException {
        InputStream start = new ByteArrayInputStream(head);
        return file == null ? start : new SequenceInputStream(start, new BufferedInputStream(Files.newInputStream(file)));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
