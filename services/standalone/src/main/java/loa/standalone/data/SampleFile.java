package loa.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sample.json} in the data directory: that it holds the demo's invented people. Written before the first of them is loaded, so that
 * no crash can leave invented numbers in a directory that does not say so.
 */
public final class SampleFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    /** The file of this data directory; it need not exist. */
    public SampleFile(DataDirectory directory) {
        this.file = directory.path().resolve("sample.json");
    }

    /** How many phones, and as many devices; whether all of them have been loaded. */
    public record Sample(int recipients, boolean complete) {}

    /** Empty where no sample was ever begun. */
    public Optional<Sample> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Sample.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Replaces the file. */
    public void write(Sample sample) {
        PrivateFiles.write(file, JSON.writeValueAsBytes(sample));
    }

    /**
     * Invented numbers may belong to somebody: they are never handed to a real provider.
     *
     * @throws StartFailure when this directory holds them
     */
    public void refuseWithoutSandbox() {
        if (Files.exists(file)) {
            throw new StartFailure("This data directory holds the demo's invented phone numbers; start it with --sandbox, "
                    + "or set LOA_DATA_DIR to another directory.");
        }
    }
}
