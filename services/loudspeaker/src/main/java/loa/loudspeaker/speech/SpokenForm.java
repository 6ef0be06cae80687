package loa.loudspeaker.speech;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Turns what is written into what is said: numbers, dates, times, units, document symbols and abbreviations in words. A first form; the
 * table that it follows stands in its test. Thread-safe.
 */
public final class SpokenForm {
    private static final String LETTER = "\\p{L}";

    private final Abbreviations abbreviations;
    private final List<Rule> rules;

    /** With the abbreviations that Loa brings. */
    public SpokenForm() {
        this(Abbreviations.builtIn());
    }

    SpokenForm(Abbreviations abbreviations) {
        this.abbreviations = abbreviations;
        this.rules = List.of(
                rule("(?i)\\b(?:https?://|www\\.)\\S*[^\\s.,;:)]", m -> "xem văn bản"),
                rule("(?<![\\d.,/-])(?:\\+84|0)(?:[ .]?\\d){8,10}(?![\\d/])", m -> VietnameseNumbers.digitByDigit(m.group())),
                rule("(?i)\\bcovid ?- ?(\\d+)", m -> "Cô-vít " + VietnameseNumbers.cardinal(m.group(1))),
                rule("\\b5K\\b", m -> "năm ca"),
                rule("(?:\\b[Ss]ố:? +)?(?<![\\d/.,-])(\\d{1,5})(?:/(\\d{4}))?[-/]((?:\\p{Lu}[\\p{L}]*)(?:[-/]\\p{Lu}[\\p{L}]*)*)(?!"
                        + LETTER + ")",
                        this::symbol),
                rule("(?:\\b([Nn]gày) +)?(?<![\\d/.,-])(\\d{1,2})([/.-])(\\d{1,2})\\3(\\d{4})(?![\\d/])", SpokenForm::date),
                rule("\\b([Tt]háng) +(\\d{1,2})[/-](\\d{4})(?![\\d/])", SpokenForm::month),
                rule("\\b([Nn]gày|[Tt]ừ|[Đđ]ến|[Tt]rước|[Ss]au|[Hh]ôm) +(\\d{1,2})/(\\d{1,2})(?![\\d/])", SpokenForm::dayOfMonth),
                rule("(?<![\\d:,.])(\\d{1,2})(?:[hH]([0-5]\\d)?|:([0-5]\\d))(?![\\d:" + LETTER + "])", SpokenForm::time),
                rule("(?<![\\d/.,-])(\\d{1,4}) ?[-–] ?(\\d{1,4})(?![\\d/–-]|[.,]\\d)", m -> m.group(1) + " đến " + m.group(2)),
                rule("(\\d) ?(km/h|km/giờ|m/s|°C|ºC|%|km2|km²|m2|m²|m3|m³|km|cm|mm|kg|ha|m)(?![" + LETTER + "\\d/])",
                        m -> m.group(1) + " " + Units.spoken(m.group(2))),
                rule("\\b(?:TP|Tp)\\. ?(?=\\p{Lu}\\p{Ll})", m -> "Thành phố "),
                rule("\\bP\\. ?(?=\\p{Lu}\\p{Ll}|\\d)", m -> "Phường "),
                rule("\\bQ\\. ?(?=\\p{Lu}\\p{Ll}|\\d)", m -> "Quận "),
                rule("(?<!" + LETTER + ")\\p{L}[\\p{L}]*(?:[-./]\\p{L}+)*", this::abbreviation),
                rule("(?<![\\d.,])(\\d{1,3}(?:\\.\\d{3})+)(?:,(\\d+))?(?![\\d.]\\d)", m -> number(m.group(1).replace(".", ""), m.group(2))),
                rule("(\\d+),(\\d+)", m -> number(m.group(1), m.group(2))),
                rule("(\\d+)/(\\d+)", m -> VietnameseNumbers.cardinal(m.group(1)) + " trên " + VietnameseNumbers.cardinal(m.group(2))),
                rule("(?<=\\b[Ss]ố:? )(\\d+)", m -> VietnameseNumbers.withLeadingZeros(m.group(1))),
                rule("\\d+", m -> VietnameseNumbers.cardinal(m.group())),
                rule("(?<=[" + LETTER + "])/(?=[" + LETTER + "])", m -> " trên "),
                rule("[ \\t]{2,}", m -> " "));
    }

    /** What is said for this text; in NFC, one paragraph a line. */
    public String of(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFC).replace('\u00a0', ' ');
        text = text.lines().map(Lines::spoken).filter(l -> !l.isBlank()).collect(Collectors.joining("\n"));
        for (Rule rule : rules) {
            text = rule.pattern().matcher(text).replaceAll(m -> Matcher.quoteReplacement(rule.spoken().apply(m)));
        }
        return text.strip();
    }

    private String symbol(MatchResult m) {
        String year = m.group(2) == null ? "" : " năm " + VietnameseNumbers.cardinal(m.group(2));
        String parts = Arrays.stream(m.group(3).split("[-/]", -1)).map(p -> abbreviations.spoken(p).orElse(p))
                .collect(Collectors.joining(", "));
        return "số " + VietnameseNumbers.withLeadingZeros(m.group(1)) + year + ", " + parts;
    }

    /** Whole as it stands, else part by part: {@code QĐ-TTg} is "quyết định, Thủ tướng". */
    private String abbreviation(MatchResult m) {
        String written = m.group();
        return abbreviations.spoken(written).orElseGet(() -> {
            String[] parts = written.split("[-/]", -1);
            boolean known = Arrays.stream(parts).allMatch(p -> abbreviations.spoken(p).isPresent());
            return !known
                    ? written
                    : Arrays.stream(parts).map(p -> abbreviations.spoken(p).orElse(p)).collect(Collectors.joining(", "));
        });
    }

    private static String date(MatchResult m) {
        if (!isDate(m.group(5), m.group(4), m.group(2))) {
            return (m.group(1) == null ? "" : m.group(1) + " ") + String.join(" trên ", List.of(m.group(2), m.group(4), m.group(5)));
        }
        String head = m.group(1) == null ? "ngày" : m.group(1);
        return head + " " + VietnameseNumbers.cardinal(m.group(2)) + " tháng " + monthName(m.group(4)) + " năm "
                + VietnameseNumbers.cardinal(m.group(5));
    }

    private static String month(MatchResult m) {
        int number = Integer.parseInt(m.group(2));
        return number < 1 || number > 12
                ? m.group()
                : m.group(1) + " " + monthName(m.group(2)) + " năm " + VietnameseNumbers.cardinal(m.group(3));
    }

    /** Only after a word that announces a day: {@code 24/7} is none. A leap year allows every day that there can be. */
    private static String dayOfMonth(MatchResult m) {
        if (!isDate("2024", m.group(3), m.group(2))) {
            return m.group();
        }
        String head = m.group(1).equalsIgnoreCase("ngày") ? m.group(1) : m.group(1) + " ngày";
        return head + " " + VietnameseNumbers.cardinal(m.group(2)) + " tháng " + monthName(m.group(3));
    }

    private static String time(MatchResult m) {
        String minutes = m.group(2) == null ? m.group(3) : m.group(2);
        if (Integer.parseInt(m.group(1)) > 24) {
            return m.group();
        }
        String hour = VietnameseNumbers.cardinal(m.group(1)) + " giờ";
        return minutes == null || minutes.equals("00") ? hour : hour + " " + VietnameseNumbers.cardinal(minutes);
    }

    private static String number(String whole, @Nullable String fraction) {
        return fraction == null ? VietnameseNumbers.cardinal(whole) : VietnameseNumbers.decimal(whole, fraction);
    }

    /** The fourth month has a name of its own. */
    private static String monthName(String month) {
        return Integer.parseInt(month) == 4 ? "tư" : VietnameseNumbers.cardinal(month);
    }

    private static boolean isDate(String year, String month, String day) {
        try {
            LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Rule rule(String pattern, Function<MatchResult, String> spoken) {
        return new Rule(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), spoken);
    }

    private record Rule(Pattern pattern, Function<MatchResult, String> spoken) {}
}
