package loa.delivery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.IssuedDirective;

/** Where the recipients of a channel come from. */
public interface Audience {
    /**
     * The next page of those whom the directive reaches, each once, in {@link Recipient#ORDER}, strictly after {@code after} (null: from
     * the start). A page shorter than {@code limit} is the last. Must not hold the audience in memory.
     */
    List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit);

    /**
     * At most {@code limit} of those whom the directive reaches at this one moment and who stand in none of its work records, each once. For
     * after the last page of many: somebody may have moved meanwhile, to an area that had been read. Nobody where nobody moves.
     */
    default List<Recipient> left(IssuedDirective directive, int limit) {
        return List.of();
    }
}
