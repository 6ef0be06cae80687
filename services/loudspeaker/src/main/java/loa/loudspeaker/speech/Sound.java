package loa.loudspeaker.speech;

import java.time.Duration;
import java.util.Arrays;

/** Mono audio: samples from -1 to 1. Immutable as long as nobody writes into the array that was given. */
final class Sound {
    private final float[] samples;
    private final int rate;

    Sound(float[] samples, int rate) {
        if (rate < 8_000 || rate > 96_000) {
            throw new IllegalArgumentException("rate must be 8000..96000 Hz, but was " + rate);
        }
        this.samples = samples;
        this.rate = rate;
    }

    static Sound silence(Duration length, int rate) {
        return new Sound(new float[(int) (length.toMillis() * rate / 1000)], rate);
    }

    /** Not to be written to. */
    float[] samples() {
        return samples;
    }

    int rate() {
        return rate;
    }

    Duration length() {
        return Duration.ofMillis(samples.length * 1000L / rate);
    }

    boolean isEmpty() {
        return samples.length == 0;
    }

    /** The greatest absolute value. */
    float peak() {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    Sound then(Sound next) {
        if (next.rate != rate) {
            throw new IllegalArgumentException("rates must agree, but were %d and %d".formatted(rate, next.rate));
        }
        float[] joined = Arrays.copyOf(samples, samples.length + next.samples.length);
        System.arraycopy(next.samples, 0, joined, samples.length, next.samples.length);
        return new Sound(joined, rate);
    }

    Sound amplified(float factor) {
        float[] louder = new float[samples.length];
        for (int i = 0; i < louder.length; i++) {
            louder[i] = samples[i] * factor;
        }
        return new Sound(louder, rate);
    }
}
