package loa.sandbox.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JournalTest {

    @TempDir
    Path directory;

    @Test
    void recordsAreReadWhereTheyWerePutAlsoAfterReopening() throws Exception {
        Path file = directory.resolve("journal");
        long second;
        try (Journal journal = Journal.open(file, (position, bytes) -> {})) {
            journal.append(bytes("one"));
            second = journal.append(bytes("hai"));
            assertThat(text(journal.read(second))).isEqualTo("hai");
        }
        List<String> replayed = new ArrayList<>();
        try (Journal journal = Journal.open(file, (position, bytes) -> replayed.add(text(bytes)))) {
            assertThat(replayed).containsExactly("one", "hai");
            assertThat(text(journal.read(second))).isEqualTo("hai");
            journal.append(bytes("ba"));
        }
        assertThat(replayed(file)).containsExactly("one", "hai", "ba");
    }

    @Test
    void aTornLastRecordIsCutOff() throws Exception {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file, (position, bytes) -> {})) {
            journal.append(bytes("kept"));
            journal.append(bytes("torn"));
        }
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length - 1), StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(replayed(file)).containsExactly("kept");
        try (Journal journal = Journal.open(file, (position, bytes) -> {})) {
            journal.append(bytes("next"));
        }
        assertThat(replayed(file)).containsExactly("kept", "next");
    }

    @Test
    void moreThanAWindowIsReplayedWhole() throws Exception {
        Path file = directory.resolve("journal");
        byte[] large = new byte[300_000];
        try (Journal journal = Journal.open(file, (position, bytes) -> {})) {
            for (int i = 0; i < 40; i++) {
                large[0] = (byte) i;
                journal.append(large);
            }
        }
        List<Byte> firsts = new ArrayList<>();
        try (Journal journal = Journal.open(file, (position, bytes) -> firsts.add(bytes.get()))) {
            assertThat(firsts).hasSize(40).startsWith((byte) 0).endsWith((byte) 39);
            journal.clear();
        }
        assertThat(replayed(file)).isEmpty();
    }

    private static List<String> replayed(Path file) throws Exception {
        List<String> replayed = new ArrayList<>();
        Journal.open(file, (position, bytes) -> replayed.add(text(bytes))).close();
        return replayed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
