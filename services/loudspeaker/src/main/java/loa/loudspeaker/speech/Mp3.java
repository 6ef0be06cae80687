package loa.loudspeaker.speech;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

import javax.sound.sampled.AudioFormat;

import de.sciss.jump3r.lowlevel.LameEncoder;

/** MPEG-2 layer III, 24 kHz, mono, 48 kbit/s; the same samples always make the same bytes. */
final class Mp3 {
    static final int RATE = 24_000;
    private static final int KBIT_PER_SECOND = 48;

    private Mp3() {}

    static byte[] encode(Sound sound) {
        if (sound.rate() != RATE) {
            throw new IllegalArgumentException("rate must be %d Hz, but was %d".formatted(RATE, sound.rate()));
        }
        byte[] pcm = pcm(sound);
        var encoder = new LameEncoder(new AudioFormat(RATE, 16, 1, true, false), KBIT_PER_SECOND, LameEncoder.CHANNEL_MODE_MONO,
                LameEncoder.QUALITY_LOW, false);
        try {
            var out = new ByteArrayOutputStream(pcm.length / 8);
            byte[] frames = new byte[encoder.getPCMBufferSize()];
            for (int at = 0; at < pcm.length; at += frames.length) {
                int written = encoder.encodeBuffer(pcm, at, Math.min(frames.length, pcm.length - at), frames);
                out.write(frames, 0, written);
            }
            out.write(frames, 0, encoder.encodeFinish(frames));
            return out.toByteArray();
        } finally {
            encoder.close();
        }
    }

    /** How long these bytes play: the bit rate is constant. */
    static Duration length(byte[] mp3) {
        return Duration.ofMillis(mp3.length * 8L / KBIT_PER_SECOND);
    }

    private static byte[] pcm(Sound sound) {
        float[] samples = sound.samples();
        byte[] pcm = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            int value = Math.round(Math.clamp(samples[i], -1f, 1f) * Short.MAX_VALUE);
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        return pcm;
    }
}
