package loa.publisher.directive;

import java.util.List;
import java.util.Locale;

import loa.contract.Bulletin;

/** How a resident knows that a text takes the place of one he may have had. It is for a person to write; nothing adds it at issue. */
public final class CorrectionMark {
    private static final String VIETNAMESE = "vi";
    private static final List<String> MARKS = List.of("ĐÍNH CHÍNH", "CẬP NHẬT", "SỬA ĐỔI", "CORRECTION", "UPDATE");

    private CorrectionMark() {}

    /** The words to put in front of a text in this language. */
    public static String in(String language) {
        return language.equals(VIETNAMESE) ? "ĐÍNH CHÍNH: " : "CORRECTION: ";
    }

    /** Whether a resident sees at once that it is a correction: in a Vietnamese or English bulletin, where he meets it first. */
    static boolean isMissingIn(Bulletin bulletin) {
        String first = bulletin.title() == null ? bulletin.text() : bulletin.title();
        boolean known = bulletin.language().equals(VIETNAMESE) || bulletin.language().equals("en");
        return known && MARKS.stream().noneMatch(first.strip().toUpperCase(Locale.ROOT)::startsWith);
    }
}
