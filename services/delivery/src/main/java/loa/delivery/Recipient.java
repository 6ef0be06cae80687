package loa.delivery;

import java.util.Comparator;

import loa.contract.AreaCode;

/**
 * A member of an audience.
 *
 * @param area the area under which it is counted: the first of its own areas that the directive covers
 */
public record Recipient(RecipientId id, AreaCode area) {
    /** The order in which an audience is streamed: by area, within it by id as PostgreSQL orders {@code uuid} (unsigned bytes). */
    public static final Comparator<Recipient> ORDER = Comparator.comparing((Recipient r) -> r.area().value())
            .thenComparing(r -> r.id().toString());
}
