package loa.loudspeaker.speech;

import java.util.Arrays;

/** Integrated loudness in LUFS by ITU-R BS.1770-4: K-weighting, blocks of 400 ms with 75 % overlap, absolute and relative gate. */
final class Loudness {
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;
    private static final double OFFSET = -0.691;

    private Loudness() {}

    /** The loudness; negative infinity when nothing is loud enough to count. */
    static double of(Sound sound) {
        double[] powers = blockPowers(weighted(sound), sound.rate());
        double above = mean(powers, ABSOLUTE_GATE);
        return lufs(mean(powers, Math.max(ABSOLUTE_GATE, lufs(above) + RELATIVE_GATE)));
    }

    private static double[] weighted(Sound sound) {
        double[] samples = new double[sound.samples().length];
        Arrays.setAll(samples, i -> sound.samples()[i]);
        highShelf(sound.rate()).run(samples);
        highPass(sound.rate()).run(samples);
        return samples;
    }

    private static double[] blockPowers(double[] samples, int rate) {
        int block = Math.min(samples.length, rate * 2 / 5);
        int step = Math.max(1, rate / 10);
        int count = block == 0 ? 0 : (samples.length - block) / step + 1;
        double[] powers = new double[count];
        for (int b = 0; b < count; b++) {
            double sum = 0;
            for (int i = b * step; i < b * step + block; i++) {
                sum += samples[i] * samples[i];
            }
            powers[b] = sum / block;
        }
        return powers;
    }

    private static double mean(double[] powers, double gate) {
        return Arrays.stream(powers).filter(p -> lufs(p) > gate).average().orElse(0);
    }

    private static double lufs(double power) {
        return OFFSET + 10 * Math.log10(power);
    }

    /** The head's effect, for any rate; the standard gives coefficients for 48 kHz alone. */
    private static Biquad highShelf(int rate) {
        double k = Math.tan(Math.PI * 1681.974450955533 / rate);
        double q = 0.7071752369554196;
        double high = Math.pow(10, 3.999843853973347 / 20);
        double band = Math.pow(high, 0.4996667741545416);
        double a0 = 1 + k / q + k * k;
        return new Biquad((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0,
                2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    private static Biquad highPass(int rate) {
        double k = Math.tan(Math.PI * 38.13547087602444 / rate);
        double q = 0.5003270373238773;
        double a0 = 1 + k / q + k * k;
        return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    private record Biquad(double b0, double b1, double b2, double a1, double a2) {
        void run(double[] samples) {
            double z1 = 0;
            double z2 = 0;
            for (int i = 0; i < samples.length; i++) {
                double in = samples[i];
                double out = b0 * in + z1;
                z1 = b1 * in - a1 * out + z2;
                z2 = b2 * in - a2 * out;
                samples[i] = out;
            }
        }
    }
}
