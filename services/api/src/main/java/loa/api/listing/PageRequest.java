package loa.api.listing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/**
 * Which page of a list is wanted. A controller gets it as an argument, from {@code ?limit=} and {@code ?cursor=}.
 *
 * @param limit 1..500
 * @param after the place of the last item seen, as {@link Listing#of} put it into the cursor; null: from the start
 */
public record PageRequest(int limit, @Nullable String after) {
    /** How many items a page has unless told. */
    public static final int DEFAULT_LIMIT = 50;
    /** How many items a page has at most. */
    public static final int MAX_LIMIT = 500;

    /** Checks the bounds. */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1..500, but was " + limit);
        }
    }

    /**
     * The page that these parameters name.
     *
     * @throws ProblemException 422 for a limit or cursor that cannot be
     */
    public static PageRequest parse(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit == null || limit.isEmpty() ? DEFAULT_LIMIT : parseLimit(limit),
                cursor == null || cursor.isEmpty() ? null : decode(cursor));
    }

    /** How many rows to fetch, to know whether another page follows: one more than wanted. */
    public int fetch() {
        return limit + 1;
    }

    /** The place of the last item seen, where places are ids. */
    public Optional<UUID> afterId() {
        return after(UUID::fromString);
    }

    /**
     * The place of the last item seen, read by {@code parser}.
     *
     * @throws ProblemException 422 when the parser refuses it: somebody wrote the cursor himself
     */
    public <T> Optional<T> after(Function<String, T> parser) {
        if (after == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(after));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw badCursor();
        }
    }

    private static int parseLimit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // No number: the same fault as one out of bounds.
        }
        throw ProblemException.invalid("?limit", "out-of-range",
                Wording.of("limit phải là số từ 1 đến 500, nhưng là %s.", "limit must be a number from 1 to 500, but was %s.", text));
    }

    private static String decode(String cursor) {
        try {
            String place = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor))).toString();
            if (place.isEmpty() || place.chars().anyMatch(Character::isISOControl)) {
                throw badCursor();
            }
            return place;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw badCursor();
        }
    }

    private static ProblemException badCursor() {
        return ProblemException.invalid("?cursor", "unknown-cursor",
                Wording.of("cursor không phải do Loa cấp.", "cursor is not one that Loa gave."));
    }
}
