package loa.loudspeaker.speech;

import java.time.Duration;

/**
 * How long a text takes to be said, estimated without saying it: from the syllables and pauses of its spoken form. Vietnamese writes each
 * syllable apart, so words between spaces are syllables; characters as they are written tell little, since {@code 293-CV/TU} has nine of
 * them and as many syllables. Thread-safe.
 */
final class SpeechLength {
    /** Measured with espeak-ng, voice {@code vi}, at {@link #MEASURED_AT} words a minute; in seconds. */
    private static final double SYLLABLE = 0.22;
    private static final double COMMA = 0.21;
    private static final double STOP = 0.37;
    private static final int MEASURED_AT = 165;

    private final int wordsPerMinute;

    /** @param wordsPerMinute as the speech program counts them */
    SpeechLength(int wordsPerMinute) {
        this.wordsPerMinute = wordsPerMinute;
    }

    /**
     * The estimate, without bells.
     *
     * @param spoken what {@link SpokenForm} made of the text
     */
    Duration of(String spoken) {
        double seconds = 0;
        boolean inWord = false;
        for (int i = 0; i < spoken.length(); i++) {
            char c = spoken.charAt(i);
            boolean letter = Character.isLetterOrDigit(c);
            seconds += letter && !inWord ? SYLLABLE : pause(c);
            inWord = letter;
        }
        return Duration.ofMillis(Math.round(1000 * seconds * MEASURED_AT / wordsPerMinute));
    }

    private static double pause(char c) {
        return switch (c) {
            case ',', ';', ':' -> COMMA;
            case '.', '!', '?', '…' -> STOP;
            default -> 0;
        };
    }
}
