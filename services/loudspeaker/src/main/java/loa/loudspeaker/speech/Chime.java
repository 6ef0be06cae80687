package loa.loudspeaker.speech;

import java.time.Duration;

/** Bells: two strokes before the words, four where there are none. */
final class Chime {
    private static final double HIGH = 880;
    private static final double LOW = 659.26;
    private static final Duration STROKE = Duration.ofMillis(550);
    private static final Duration REST = Duration.ofMillis(250);

    private Chime() {}

    /** About one and a half seconds. */
    static Sound beforeWords(int rate) {
        return stroke(HIGH, rate).then(stroke(LOW, rate)).then(Sound.silence(REST, rate));
    }

    /** About three seconds. */
    static Sound insteadOfWords(int rate) {
        return beforeWords(rate).then(beforeWords(rate));
    }

    private static Sound stroke(double hertz, int rate) {
        float[] samples = new float[(int) (STROKE.toMillis() * rate / 1000)];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            double attack = Math.min(1, t / 0.005);
            double release = Math.min(1, (samples.length - i) / (0.02 * rate));
            double tone = Math.sin(2 * Math.PI * hertz * t) + 0.3 * Math.sin(2 * Math.PI * 2.76 * hertz * t) * Math.exp(-8 * t);
            samples[i] = (float) (0.4 * attack * release * Math.exp(-3 * t) * tone);
        }
        return new Sound(samples, rate);
    }
}
