package loa.api.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SpoolTest {
    @TempDir
    private Path directory;

    private static List<Path> files(Path parent) throws IOException {
        try (Stream<Path> found = Files.walk(parent)) {
            return found.filter(path -> path.toString().endsWith(".tmp")).toList();
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
        Path parent = directory.resolve("spool");
        Path left = Files.createDirectories(parent.resolve("run-1"));
        Files.writeString(left.resolve("import-1.tmp"), "0912345678");
        try (Spool spool = Spool.below(parent)) {
            assertThat(files(parent)).isEmpty();
            assertThat(left).doesNotExist();
            spool.newFile("body-");
            assertThat(files(parent)).hasSize(1);
        }
        assertThat(files(parent)).isEmpty();
    }

    @Test
    void aProcessBesideLosesNothing() throws Exception {
        Path parent = directory.resolve("spool");
        try (Spool first = Spool.below(parent)) {
            Path file = first.newFile("import-");
            try (Spool second = Spool.below(parent)) {
                assertThat(second.directory()).isNotEqualTo(first.directory());
                assertThat(file).exists();
            }
        }
    }

    @Test
    void nobodyElseMayLookIn() throws Exception {
        Path parent = directory.resolve("spool");
        try (Spool spool = Spool.below(parent)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.directory()))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.newFile("body-")))).isEqualTo("rw-------");
        }
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        assertThatIllegalStateException().isThrownBy(() -> Spool.below(link));
    }
}
