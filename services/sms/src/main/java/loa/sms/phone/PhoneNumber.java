package loa.sms.phone;

import java.util.regex.Pattern;

/**
 * A Vietnamese mobile number. Personal data: {@link #toString} is masked, so that it can stand in no log and no message by accident.
 *
 * @param e164 {@code +84} and nine digits
 */
public record PhoneNumber(String e164) {
    /**
     * Prefixes that the networks use (2026): Viettel 032–039 086 096–098, MobiFone 070 076–079 089 090 093, VinaPhone 081–085 088 091 094,
     * Vietnamobile 052 056 058 092, Gmobile 059 099, iTel 087, Wintel 055.
     */
    private static final Pattern MOBILE = Pattern
            .compile("\\+84(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-4]|9[6-9])\\d{7}");

    /** Takes only what a Vietnamese mobile network could have given out. */
    public PhoneNumber {
        if (!isMobile(e164)) {
            throw new IllegalArgumentException("a phone number must be +84 and nine digits of a mobile network; this one is not");
        }
    }

    /** Whether this is +84 and nine digits with the prefix of a mobile network. */
    static boolean isMobile(String e164) {
        return MOBILE.matcher(e164).matches();
    }

    /** The form for people and screens: {@code +84•••••678}. */
    public String masked() {
        return "+84•••••" + e164.substring(e164.length() - 3);
    }

    /** Masked. */
    @Override
    public String toString() {
        return masked();
    }
}
