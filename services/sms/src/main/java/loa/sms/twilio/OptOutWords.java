package loa.sms.twilio;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a reply asks to get no more texts. */
final class OptOutWords {
    private static final Set<String> WORDS = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "HUY", "HUY DANG KY",
            "TU CHOI",
            "DUNG", "TC");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private OptOutWords() {}

    /** Case, diacritics and punctuation do not matter; the words must be all that the reply says. */
    static boolean askFor(String reply) {
        String plain = MARKS.matcher(Normalizer.normalize(reply, Normalizer.Form.NFKD)).replaceAll("").replace('đ', 'd').replace('Đ', 'D');
        return WORDS.contains(NO_LETTERS.matcher(plain).replaceAll(" ").strip().toUpperCase(Locale.ROOT));
    }
}
