package loa.loudspeaker.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RIFF WAVE, 16 bit PCM mono, as speech programs stream it: the lengths in its header may be wrong, since it is written before the end. */
final class Wave {
    private Wave() {}

    /** The sound; empty when this is no such file. */
    static Optional<Sound> read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 12 || !tag(in).equals("RIFF") || in.getInt() == 0 || !tag(in).equals("WAVE")) {
            return Optional.empty();
        }
        int rate = 0;
        while (in.remaining() >= 8) {
            String name = tag(in);
            int length = in.getInt();
            if (name.equals("data")) {
                return rate < 8_000 ? Optional.empty() : Optional.of(samples(in, length, rate));
            }
            if (length < 0 || length > in.remaining()) {
                return Optional.empty();
            }
            rate = name.equals("fmt ") && length >= 16 ? monoRate(in.slice(in.position(), length)) : rate;
            in.position(in.position() + length);
        }
        return Optional.empty();
    }

    /** 0 when it is not 16 bit PCM in one channel. */
    private static int monoRate(ByteBuffer slice) {
        ByteBuffer format = slice.order(ByteOrder.LITTLE_ENDIAN);
        boolean mono = format.getShort(0) == 1 && format.getShort(2) == 1 && format.getShort(14) == 16;
        return mono ? format.getInt(4) : 0;
    }

    private static Sound samples(ByteBuffer in, int length, int rate) {
        int bytes = length <= 0 ? in.remaining() : Math.min(length, in.remaining());
        float[] samples = new float[bytes / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort() / 32768f;
        }
        return new Sound(samples, rate);
    }

    private static String tag(ByteBuffer in) {
        byte[] tag = new byte[4];
        in.get(tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }
}
