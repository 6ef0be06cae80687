package loa.loudspeaker.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is written short and spoken long: a file with a line {@code UBND = Ủy ban nhân dân} for each. Immutable. */
final class Abbreviations {
    private final Map<String, String> spoken;

    private Abbreviations(Map<String, String> spoken) {
        this.spoken = Map.copyOf(spoken);
    }

    /** Those that Loa brings. */
    static Abbreviations builtIn() {
        try (InputStream in = Abbreviations.class.getResourceAsStream("/loudspeaker/abbreviations.txt")) {
            if (in == null) {
                throw new IllegalStateException("loudspeaker/abbreviations.txt is missing on the class path");
            }
            return new Abbreviations(parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is spoken for this, exactly as written. */
    Optional<String> spoken(String written) {
        return Optional.ofNullable(spoken.get(written));
    }

    private static Map<String, String> parse(BufferedReader lines) {
        Map<String, String> spoken = new HashMap<>();
        lines.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(line -> {
            int equals = line.indexOf('=');
            spoken.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        });
        return spoken;
    }
}
