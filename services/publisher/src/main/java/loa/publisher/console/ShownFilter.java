package loa.publisher.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the list is filtered by, as it was asked for.
 *
 * @param exercise    {@code true}: exercises alone; {@code false}: none of them
 * @param area        what was typed: a code or part of a name
 * @param meant       the one area that it means; null: it means none, or several
 * @param areaMatches the areas that it may mean, when there are several
 */
record ShownFilter(@Nullable String state, @Nullable String bulletinClass, @Nullable String exercise, @Nullable String area,
        @Nullable ShownArea meant,
        List<ShownArea> areaMatches) {
    /** The code of the one area that is meant; null: there is none. */
    @Nullable
    String areaCode() {
        return meant == null ? null : meant.code();
    }

    /** The name of the one area that is meant; null: there is none. */
    public @Nullable String getAreaName() {
        return meant == null ? null : meant.full();
    }

    /** Whether the list is filtered at all. */
    public boolean isAny() {
        return state != null || bulletinClass != null || exercise != null || area != null;
    }

    /** Whether what was typed means no area. */
    public boolean isAreaUnknown() {
        return area != null && meant == null && areaMatches.isEmpty();
    }

    /** The quick filter that says the same; null: none does. */
    public @Nullable String getTab() {
        return bulletinClass != null || exercise != null || area != null ? null : state == null ? "all" : state;
    }
}
