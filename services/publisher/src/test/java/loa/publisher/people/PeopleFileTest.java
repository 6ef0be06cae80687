package loa.publisher.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import loa.contract.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeopleFileTest {
    private static final String DRAFTER = """
        [{"name": "drafter", "password": "correct horse", "apiKey": null, "roles": ["drafter"]}]
        """;

    private static Path file(Path directory, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("people.json"), DRAFTER);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void thePeopleInItAreRead(@TempDir Path directory) throws IOException {
        assertThat(PeopleFile.read(file(directory, "rw-------")))
                .containsExactly(new NewPerson("drafter", "correct horse", null, Set.of(Role.DRAFTER), null));
    }

    @Test
    void aFileThatOthersMayReadIsRefused(@TempDir Path directory) throws IOException {
        Path open = file(directory, "rw-r-----");
        assertThatIllegalArgumentException().isThrownBy(() -> PeopleFile.read(open)).withMessageContaining("0600");
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(new NewPerson("drafter", "correct horse", null, Set.of(Role.DRAFTER), null).toString()).doesNotContain("correct horse");
        assertThatIllegalArgumentException().isThrownBy(() -> new NewPerson("drafter", "short", null, Set.of(Role.DRAFTER), null))
                .withMessageNotContaining("short");
    }
}
