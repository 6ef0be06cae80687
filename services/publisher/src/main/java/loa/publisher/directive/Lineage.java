package loa.publisher.directive;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a revision stands to the other ones of its directive.
 *
 * @param inForce   the revision that has been issued and is in force, perhaps this one; null: none
 * @param amendment null: it is no amendment
 * @param authors   the ids of those who wrote the earlier revisions on which it builds; nobody in outlines
 */
public record Lineage(@Nullable Integer inForce, @Nullable Amendment amendment, Set<String> authors) {
    /** Of a directive that has one revision, which has not gone out. */
    public static final Lineage NONE = new Lineage(null, null, Set.of());

    /** Copies the authors. */
    public Lineage {
        authors = Set.copyOf(authors);
    }

    /**
     * What makes a revision an amendment.
     *
     * @param replaces the revision whose place it takes when it is issued
     * @param reason   goes out with it
     * @param before   what the replaced revision says; null in outlines
     */
    public record Amendment(int replaces, String reason, @Nullable Content before) {}

    Lineage withInForce(@Nullable Integer revision) {
        return new Lineage(revision, amendment, authors);
    }

    Lineage with(Content before, Set<String> earlier) {
        return amendment == null ? this : new Lineage(inForce, new Amendment(amendment.replaces(), amendment.reason(), before), earlier);
    }
}
