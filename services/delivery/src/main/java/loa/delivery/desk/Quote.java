package loa.delivery.desk;

/** Quotes in an answer what somebody wrote, no matter how long that was. */
public final class Quote {
    private static final int LONGEST = 40;

    private Quote() {}

    /** The first 40 characters. */
    public static String of(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
