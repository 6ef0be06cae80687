package loa.publisher.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the list is filtered by, as it was asked for.
 *
 * @param area        what was typed: a code or part of a name
 * @param areaName    the one area that it means; null: it means none, or several
 * @param areaMatches the areas that it may mean, when there are several
 */
record ShownFilter(@Nullable String state, @Nullable String bulletinClass, @Nullable String area, @Nullable String areaName,
        List<ShownArea> areaMatches) {
    /** Whether the list is filtered at all. */
    public boolean isAny() {
        return state != null || bulletinClass != null || area != null;
    }

    /** Whether what was typed means no area. */
    public boolean isAreaUnknown() {
        return area != null && areaName == null && areaMatches.isEmpty();
    }

    /** The quick filter that says the same; null: none does. */
    public @Nullable String getTab() {
        return bulletinClass != null || area != null ? null : state == null ? "all" : state;
    }
}
