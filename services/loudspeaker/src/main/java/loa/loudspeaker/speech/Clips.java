package loa.loudspeaker.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.BulletinClass;

/** Clips: made, kept in the database, and served from a directory that may be lost at any time. Thread-safe. */
public final class Clips {
    private final ClipMaker maker;
    private final JdbcClient jdbc;
    private final Path directory;
    private final InstantSource clock;

    Clips(ClipMaker maker, JdbcClient jdbc, Path directory, InstantSource clock) {
        this.maker = maker;
        this.jdbc = jdbc;
        this.directory = directory;
        this.clock = clock;
    }

    /** The clip of this text, stored for good when this returns. Takes its time; fails when the text cannot be spoken for the moment. */
    public Clip record(String text, BulletinClass bulletinClass) {
        ClipMaker.Made made = maker.make(text, bulletinClass);
        Clip clip = made.clip();
        jdbc.sql("""
            INSERT INTO clip (sha256, type, bytes, length_ms, voice, data, created_at)
            VALUES (:sha256, :type, :bytes, :length, :voice, :data, :now) ON CONFLICT (sha256) DO NOTHING
            """).param("sha256", clip.sha256()).param("type", clip.type()).param("bytes", clip.bytes())
                .param("length", clip.length().toMillis()).param("voice", clip.voice()).param("data", made.bytes())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        write(file(clip.sha256()), made.bytes());
        return clip;
    }

    /** The file of a clip, fetched from the database when it is not in the directory; empty when there is no such clip. */
    Optional<Path> find(String sha256) {
        Path file = file(sha256);
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        Optional<byte[]> data = jdbc.sql("SELECT data FROM clip WHERE sha256 = :sha256").param("sha256", sha256)
                .query((row, _) -> row.getBytes("data")).optional();
        data.ifPresent(bytes -> write(file, bytes));
        return data.map(_ -> file);
    }

    /** A folder for each first two digits keeps folders short. */
    private Path file(String sha256) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + ".mp3");
    }

    /** Written beside and moved into place: a file with this name is whole. */
    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), "clip", ".new");
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write clip " + file, e);
        }
    }
}
