package loa.delivery.ledger.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A provider's name for a message, as the ledger keeps it: Twilio's {@code SM} and 32 hex digits
 * (https://www.twilio.com/docs/glossary/what-is-a-sid) as a 1 and 16 bytes, which halves it; anything else as a 0 and its UTF-8.
 */
final class Reference {
    private static final Pattern SID = Pattern.compile("SM[0-9a-f]{32}");
    private static final HexFormat HEX = HexFormat.of();
    private static final byte TEXT = 0;
    private static final byte PACKED = 1;

    private Reference() {}

    static byte @Nullable [] pack(@Nullable String reference) {
        if (reference == null) {
            return null;
        }
        boolean isSid = reference.length() == 34 && SID.matcher(reference).matches();
        byte[] bytes = isSid ? HEX.parseHex(reference, 2, 34) : reference.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.length + 1).put(isSid ? PACKED : TEXT).put(bytes).array();
    }

    static @Nullable String unpack(byte @Nullable [] kept) {
        if (kept == null) {
            return null;
        }
        return kept[0] == PACKED
                ? "SM" + HEX.formatHex(kept, 1, kept.length)
                : new String(kept, 1, kept.length - 1, StandardCharsets.UTF_8);
    }
}
