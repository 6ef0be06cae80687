package loa.contract;

/**
 * How an SMS text is cut into the segments that are sent and paid for. Source: 3GPP TS 23.038 (alphabet), TS 23.040 section 9.2.3.24.1
 * (concatenation takes 6 octets of each segment).
 *
 * @param characters what the alphabet counts: septets in GSM-7, where an extension character counts two, and UTF-16 units in UCS-2
 * @param segments   how many; 1 for the empty text
 */
public record SmsSegments(Encoding encoding, int characters, int segments) {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** The alphabet of a text: one character outside GSM-7 turns the whole text into UCS-2. */
    public enum Encoding {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int alone;
        private final int joined;

        Encoding(int alone, int joined) {
            this.alone = alone;
            this.joined = joined;
        }

        /** The name in lower case with a hyphen: {@code gsm-7}, {@code ucs-2}. */
        public String code() {
            return Codes.of(this);
        }
    }

    /** The segments of this text, as it stands. */
    public static SmsSegments of(String text) {
        Encoding encoding = text.codePoints().allMatch(SmsSegments::isGsm) ? Encoding.GSM_7 : Encoding.UCS_2;
        int characters = text.codePoints().map(c -> weight(encoding, c)).sum();
        return new SmsSegments(encoding, characters, characters <= encoding.alone ? 1 : joined(text, encoding));
    }

    /** Neither an escape and its character nor a surrogate pair is torn apart, so a segment may stay one short. */
    private static int joined(String text, Encoding encoding) {
        int segments = 1;
        int filled = 0;
        for (int c : text.codePoints().toArray()) {
            int weight = weight(encoding, c);
            if (filled + weight > encoding.joined) {
                segments++;
                filled = 0;
            }
            filled += weight;
        }
        return segments;
    }

    private static boolean isGsm(int c) {
        return BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0;
    }

    private static int weight(Encoding encoding, int c) {
        return switch (encoding) {
            case GSM_7 -> EXTENSION.indexOf(c) >= 0 ? 2 : 1;
            case UCS_2 -> Character.charCount(c);
        };
    }
}
