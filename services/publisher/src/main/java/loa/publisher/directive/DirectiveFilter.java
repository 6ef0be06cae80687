package loa.publisher.directive;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;

/**
 * Which directives are wanted; null: whatever.
 *
 * @param state the code of a state
 * @param area  those that name it, an area above it or one below it
 * @param from  drafted then or later
 * @param to    drafted before
 * @param exercise true: exercises alone; false: none of them
 */
public record DirectiveFilter(@Nullable String state, @Nullable BulletinClass bulletinClass, @Nullable AreaCode area,
        @Nullable OffsetDateTime from, @Nullable OffsetDateTime to,
        @Nullable Boolean exercise) {
    /** All directives. */
    public static DirectiveFilter none() {
        return new DirectiveFilter(null, null, null, null, null, null);
    }

    /** All directives in this state. */
    public static DirectiveFilter inState(String state) {
        return new DirectiveFilter(state, null, null, null, null, null);
    }
}
