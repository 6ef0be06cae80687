package loa.publisher.area;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as it is searched: lower case, without diacritics, {@code đ} as {@code d}, one blank between words. */
final class SearchText {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private SearchText() {}

    static String of(String text) {
        String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return BLANKS.matcher(bare.toLowerCase(Locale.ROOT).replace('đ', 'd').strip()).replaceAll(" ");
    }

    /** All by which an area is found. A line feed keeps a search from running over the end of a name. */
    static String of(String code, String name, List<String> aliases) {
        return of(code) + "\n" + of(name) + "\n" + String.join("\n", aliases.stream().map(SearchText::of).toList());
    }

    /** The pattern for {@code like} that finds the text anywhere. */
    static String pattern(String query) {
        return "%" + of(query).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
