package loa.loudspeaker.speech;

import java.util.ArrayDeque;
import java.util.Arrays;

/** Brings sound to −16 LUFS with peaks that stay below −1 dBFS also after the encoder has added its own. */
final class Leveller {
    static final double TARGET_LUFS = -16;
    /** −2.5 dBFS: an MP3 of 48 kbit/s overshoots by about one decibel. */
    private static final float CEILING = 0.75f;
    private static final int ROUNDS = 3;

    private Leveller() {}

    static Sound level(Sound sound) {
        Sound levelled = sound;
        for (int round = 0; round < ROUNDS; round++) {
            double loudness = Loudness.of(levelled);
            if (Double.isInfinite(loudness) || Double.isNaN(loudness)) {
                return levelled;
            }
            // The limiter takes some loudness away, so it is measured again.
            levelled = limited(levelled.amplified((float) Math.pow(10, (TARGET_LUFS - loudness) / 20)));
        }
        return levelled;
    }

    /** Turns down around each peak, from 5 ms before to 5 ms after, smoothly. */
    private static Sound limited(Sound sound) {
        if (sound.peak() <= CEILING) {
            return sound;
        }
        int reach = sound.rate() / 200;
        float[] gains = smoothed(lowestAround(neededGains(sound), reach), reach);
        float[] out = new float[gains.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = sound.samples()[i] * gains[i];
        }
        return new Sound(out, sound.rate());
    }

    private static float[] neededGains(Sound sound) {
        float[] gains = new float[sound.samples().length];
        for (int i = 0; i < gains.length; i++) {
            float size = Math.abs(sound.samples()[i]);
            gains[i] = size > CEILING ? CEILING / size : 1;
        }
        return gains;
    }

    /** The least value from {@code reach} before to {@code reach} after each place, in linear time. */
    private static float[] lowestAround(float[] values, int reach) {
        float[] lowest = new float[values.length];
        var ascending = new ArrayDeque<Integer>();
        for (int i = 0; i < values.length + reach; i++) {
            if (i < values.length) {
                while (!ascending.isEmpty() && values[ascending.getLast()] >= values[i]) {
                    ascending.removeLast();
                }
                ascending.addLast(i);
            }
            int centre = i - reach;
            while (!ascending.isEmpty() && ascending.getFirst() < centre - reach) {
                ascending.removeFirst();
            }
            if (centre >= 0) {
                lowest[centre] = values[ascending.getFirst()];
            }
        }
        return lowest;
    }

    /** The mean over {@code reach} places around each; never above what the middle one of them allows. */
    private static float[] smoothed(float[] values, int reach) {
        float[] padded = new float[values.length + 2 * reach];
        Arrays.fill(padded, 1);
        System.arraycopy(values, 0, padded, reach, values.length);
        float[] out = new float[values.length];
        double sum = 0;
        for (int i = 0; i < padded.length; i++) {
            sum += padded[i];
            if (i > 2 * reach) {
                sum -= padded[i - 2 * reach - 1];
            }
            int centre = i - reach;
            if (centre >= 0 && centre < out.length) {
                out[centre] = (float) (sum / Math.min(2 * reach + 1, i + 1));
            }
        }
        return out;
    }
}
