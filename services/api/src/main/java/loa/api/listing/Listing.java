package loa.api.listing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page after it; null: there is none
 */
public record Listing<T>(List<T> items, @Nullable String next) {
    /** Copies the items. */
    public Listing {
        items = List.copyOf(items);
    }

    /** A list that has only this page. */
    public static <T> Listing<T> whole(List<T> items) {
        return new Listing<>(items, null);
    }

    /**
     * The page of rows that were asked for with {@link PageRequest#fetch()}: one more than wanted tells whether another page follows.
     *
     * @param position the place of a row in the order of the list, which comes back as {@link PageRequest#after()}
     */
    public static <T> Listing<T> of(List<T> fetched, PageRequest page, Function<? super T, String> position) {
        if (fetched.size() <= page.limit()) {
            return whole(fetched);
        }
        List<T> items = fetched.subList(0, page.limit());
        byte[] place = position.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
        return new Listing<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(place));
    }

    /** The same page with each item turned into another. */
    public <R> Listing<R> map(Function<? super T, ? extends R> change) {
        return new Listing<>(items.stream().<R>map(change).toList(), next);
    }
}
