package loa.publisher.deadletter;

import java.util.regex.Pattern;

/**
 * Texts out of records that may be forged, made fit to be shown: cut, without control characters, and without whatever is not of the
 * signs that ids, times, names of types and signatures are made of. Digits that may be somebody's number are hidden.
 */
final class SafeText {
    private static final int LONGEST = 120;
    /** More than this is not looked at: patterns take stack. */
    private static final int LOOKED_AT = 400;
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._:/+=,;•-]+");
    /** What digits may stand in: ids, times, base64 of a signature. */
    private static final Pattern KNOWN = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(/\\d{1,9}(/\\d{1,9})?)?"
                    + "|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})|[A-Za-z0-9_-]{80,90}");
    /** Nine digits, as the shortest phone number has without its zero; an area's code has eight at most. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[^A-Za-z0-9]{0,2}\\d){8,}");

    private SafeText() {}

    static String of(String whole) {
        String text = whole.length() <= LOOKED_AT ? whole : whole.substring(0, LOOKED_AT);
        boolean known = KNOWN.matcher(text).matches();
        String clean = known ? text : FOREIGN.matcher(NUMBER.matcher(text).replaceAll("•")).replaceAll("…");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
