package loa.loudspeaker.speech;

import java.util.Arrays;

/** Shortens silence: on a loudspeaker, two seconds of it sound like a fault. */
final class Pauses {
    private static final float SILENT = 0.003f;
    private static final int LONGEST_MS = 1_200;

    private Pauses() {}

    static Sound shortened(Sound sound) {
        int longest = sound.rate() * LONGEST_MS / 1000;
        float[] in = sound.samples();
        float[] out = new float[in.length];
        int length = 0;
        int silent = 0;
        for (float sample : in) {
            silent = Math.abs(sample) < SILENT ? silent + 1 : 0;
            if (silent <= longest) {
                out[length++] = sample;
            }
        }
        return new Sound(Arrays.copyOf(out, length), sound.rate());
    }
}
