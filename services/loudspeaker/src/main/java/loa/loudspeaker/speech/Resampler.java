package loa.loudspeaker.speech;

import java.math.BigInteger;

/** Changes the sampling rate by a windowed sinc. */
final class Resampler {
    private static final int HALF_WIDTH = 16;

    private Resampler() {}

    static Sound to(int rate, Sound sound) {
        if (sound.rate() == rate) {
            return sound;
        }
        int common = BigInteger.valueOf(rate).gcd(BigInteger.valueOf(sound.rate())).intValue();
        int up = rate / common;
        int down = sound.rate() / common;
        float[][] kernels = kernels(up, down);
        float[] in = sound.samples();
        float[] out = new float[(int) ((long) in.length * up / down)];
        for (int i = 0; i < out.length; i++) {
            long position = (long) i * down;
            out[i] = at(in, (int) (position / up), kernels[(int) (position % up)]);
        }
        return new Sound(out, rate);
    }

    private static float at(float[] in, int centre, float[] kernel) {
        float sum = 0;
        int first = centre - HALF_WIDTH + 1;
        for (int k = 0; k < kernel.length; k++) {
            int at = first + k;
            if (at >= 0 && at < in.length) {
                sum += in[at] * kernel[k];
            }
        }
        return sum;
    }

    /** One for each place that an output sample can have between two input samples. */
    private static float[][] kernels(int up, int down) {
        // Below the lower of both rates' half, so that nothing folds back.
        double cutoff = Math.min(1, (double) up / down) * 0.97;
        float[][] kernels = new float[up][2 * HALF_WIDTH];
        for (int phase = 0; phase < up; phase++) {
            for (int k = 0; k < 2 * HALF_WIDTH; k++) {
                kernels[phase][k] = (float) sinc((double) phase / up + HALF_WIDTH - 1 - k, cutoff);
            }
        }
        return kernels;
    }

    private static double sinc(double distance, double cutoff) {
        double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / HALF_WIDTH);
        double x = Math.PI * distance * cutoff;
        return cutoff * window * (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x);
    }
}
