package loa.sandbox.twilio;

/** Into how many parts a text is cut: 160 or 153 septets of GSM 03.38, 70 or 67 units of UCS-2 (3GPP TS 23.040). */
final class Segments {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    private Segments() {}

    static int of(String body) {
        int septets = 0;
        for (int i = 0; i < body.length(); i++) {
            char unit = body.charAt(i);
            if (BASIC.indexOf(unit) >= 0) {
                septets += 1;
            } else if (EXTENDED.indexOf(unit) >= 0) {
                septets += 2;
            } else {
                return parts(body.length(), 70, 67);
            }
        }
        return parts(septets, 160, 153);
    }

    private static int parts(int length, int alone, int each) {
        return length <= alone ? 1 : (length + each - 1) / each;
    }
}
