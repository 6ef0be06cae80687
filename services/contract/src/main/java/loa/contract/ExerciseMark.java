package loa.contract;

import java.util.List;

/**
 * The words in front of every text of an exercise, so that nobody takes it for real. The desk puts them there before anything goes out;
 * a channel makes sure, and no text gets them twice.
 */
public final class ExerciseMark {
    private static final String VIETNAMESE = "DIỄN TẬP: ";
    /** In GSM-7, so that the mark alone does not double what an English SMS costs. */
    private static final String ENGLISH = "EXERCISE: ";
    private static final List<String> ALL = List.of(VIETNAMESE, ENGLISH);

    private ExerciseMark() {}

    /** The mark for a bulletin in this language: Vietnamese, which everybody here has heard, where there is none of its own. */
    public static String in(String language) {
        return language.equals("en") ? ENGLISH : VIETNAMESE;
    }

    /** The text with its mark in front when it is one of an exercise and has none. */
    public static String on(boolean exercise, String language, String text) {
        return exercise && ALL.stream().noneMatch(text::startsWith) ? in(language) + text : text;
    }
}
