package loa.publisher.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.core.type.TypeReference;

import loa.contract.LoaJson;

/**
 * The file that says who is to be able to sign in when the desk is set up, only for the eyes of the one who runs it (mode 0600):
 * {@code [{"name": "…", "password": "…", "apiKey": "loa_…", "roles": ["drafter"], "area": null}]}.
 */
final class PeopleFile {
    private PeopleFile() {}

    /**
     * The people in it.
     *
     * @throws IllegalArgumentException when others may read it, or when it is not such a file
     */
    static List<NewPerson> read(Path file) {
        try {
            boolean openToOthers = Files.getPosixFilePermissions(file).stream()
                    .anyMatch(p -> p.name().startsWith("GROUP") || p.name().startsWith("OTHERS"));
            if (openToOthers) {
                throw new IllegalArgumentException("%s holds passwords and must have mode 0600".formatted(file));
            }
            return LoaJson.strictMapper().readValue(Files.readAllBytes(file), new TypeReference<>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
