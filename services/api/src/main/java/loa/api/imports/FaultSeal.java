package loa.api.imports;

import java.nio.charset.StandardCharsets;

/**
 * Protects the details of faults while they are stored: they may quote a phone number. A service whose files hold personal data offers
 * one as a bean; without one they are stored as they are.
 */
public interface FaultSeal {
    /** As they are. */
    FaultSeal NONE = new FaultSeal() {
        @Override
        public byte[] seal(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String open(byte[] sealed) {
            return new String(sealed, StandardCharsets.UTF_8);
        }
    };

    /** What is stored for the text. */
    byte[] seal(String text);

    /** The text for which this was stored. */
    String open(byte[] sealed);
}
