package loa.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code credentials.json} in the data directory, mode 0600. */
public final class CredentialsFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    /** The file of this data directory; it need not exist. */
    public CredentialsFile(DataDirectory directory) {
        this.file = directory.path().resolve("credentials.json");
    }

    /** What was written last; empty before the first start is complete. */
    public Optional<Credentials> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Credentials.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Replaces the file. */
    public void write(Credentials credentials) {
        PrivateFiles.write(file, JSON.writeValueAsBytes(credentials));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
