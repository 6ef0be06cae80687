package loa.publisher.console;

import org.jspecify.annotations.Nullable;

/**
 * An area on a page.
 *
 * @param within the areas above it, the nearest first; null: there are none
 * @param path   the codes from the province down to itself, with blanks between
 * @param opens  whether areas may lie below it
 * @param known  false for a code that names nothing
 */
record ShownArea(String code, String name, @Nullable String within, String path, boolean opens, boolean known) {
    static ShownArea unknown(String code) {
        return new ShownArea(code, code, null, code, false, false);
    }

    /** The name with the area right above it. */
    public String brief() {
        return within == null ? name : name + " (" + within.split(", ", 2)[0] + ")";
    }

    /** The name with the areas above it, so that it cannot be taken for another. */
    public String full() {
        return within == null ? name : name + " (" + within + ")";
    }
}
