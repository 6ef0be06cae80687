package loa.loudspeaker.speech;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands at the edges of lines: headings, dashes, end marks. */
final class Lines {
    private static final List<String> ROMAN = List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");
    private static final Pattern HEADING = Pattern.compile("^([IVX]{1,4})([.)\\-:])\\s*(.*)$");
    private static final Pattern END_MARK = Pattern.compile("\\./\\.|\\*{2,}|_{2,}|-{3,}|={2,}");
    private static final Pattern DASH = Pattern.compile("^\\s*[-–+•*]\\s+");
    private static final Pattern ENDED = Pattern.compile(".*[.!?;:,…]$");

    private Lines() {}

    /** The line without marks that nobody says, with the pause that its end means. */
    static String spoken(String line) {
        String text = DASH.matcher(END_MARK.matcher(line).replaceAll(" ")).replaceFirst("").strip();
        Matcher heading = HEADING.matcher(text);
        if (heading.matches() && ROMAN.contains(heading.group(1))) {
            text = VietnameseNumbers.cardinal(Integer.toString(ROMAN.indexOf(heading.group(1)) + 1)) + ". " + heading.group(3);
        }
        return text.isBlank() || ENDED.matcher(text).matches() ? text : text + ".";
    }
}
