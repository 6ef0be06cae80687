package loa.sms.phone;

import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;

import loa.api.problem.Wording;
import loa.delivery.desk.Quote;

/** Reads phone numbers as people write them: E.164 or national, with spaces, dots, hyphens or brackets. Thread-safe. */
public final class PhoneReader {
    private static final Pattern PLAIN = Pattern.compile("(?:\\+84|0)(\\d{9})");
    private static final Pattern POSSIBLE = Pattern.compile("[+\\p{Nd}\\p{Zs}().\\-/\t]{1,40}");
    private static final int VIET_NAM = 84;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** The number, or why it is none. Never throws for what stands in the text. */
    public PhoneReading read(String text) {
        var plain = PLAIN.matcher(text);
        if (plain.matches() && PhoneNumber.isMobile("+84" + plain.group(1))) {
            return new PhoneReading.Valid(new PhoneNumber("+84" + plain.group(1)));
        }
        if (text.isBlank()) {
            return new PhoneReading.Invalid(Wording.of("Thiếu số điện thoại.", "The phone number is missing."));
        }
        if (!POSSIBLE.matcher(text).matches()) {
            return invalid(text, "không phải số điện thoại", "not a phone number");
        }
        return parse(text);
    }

    private PhoneReading parse(String text) {
        try {
            Phonenumber.PhoneNumber parsed = numbers.parse(text, "VN");
            if (parsed.getCountryCode() != VIET_NAM) {
                return invalid(text, "không phải số của Việt Nam", "not a number of Viet Nam");
            }
            return judge(text, Long.toString(parsed.getNationalNumber()));
        } catch (NumberParseException e) {
            // The exception quotes the number, so it goes no further.
            return invalid(text, "không phải số điện thoại", "not a phone number");
        }
    }

    /** {@code national}: without the leading 0. */
    private static PhoneReading judge(String text, String national) {
        if (national.length() == 10 && national.startsWith("1")) {
            return invalid(text, "11 chữ số, đã đổi từ năm 2018", "11 digits, changed since 2018");
        }
        if (PhoneNumber.isMobile("+84" + national)) {
            return new PhoneReading.Valid(new PhoneNumber("+84" + national));
        }
        return national.length() == 9
                ? invalid(text, "không thuộc đầu số di động nào", "not a prefix of any mobile network")
                : invalid(text, "phải có 10 chữ số (+84 và 9 chữ số)", "must have 10 digits (+84 and 9 digits)");
    }

    private static PhoneReading invalid(String text, String vi, String en) {
        return new PhoneReading.Invalid(Wording.of("%s: " + vi + ".", "%s: " + en + ".", Quote.of(text)));
    }
}
