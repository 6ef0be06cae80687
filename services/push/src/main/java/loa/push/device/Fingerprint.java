package loa.push.device;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** What finds a token; equal when its bytes are. */
record Fingerprint(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
