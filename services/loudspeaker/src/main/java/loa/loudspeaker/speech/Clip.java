package loa.loudspeaker.speech;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A piece of audio, named by its bytes.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param type   the media type
 * @param bytes  how many
 * @param voice  {@code espeak-ng}, {@code neural}, {@code recording} or {@code chime}
 */
public record Clip(String sha256, String type, long bytes, Duration length, String voice) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Checks the name: it becomes a file's. */
    public Clip {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, but was " + sha256);
        }
    }
}
