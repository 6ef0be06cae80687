package loa.delivery;

import java.util.Comparator;

import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;

/** One revision of a directive: what is planned, withdrawn and reported as a whole. */
public record Revision(DirectiveId directive, int number) implements Comparable<Revision> {
    private static final Comparator<Revision> ORDER = Comparator.comparing((Revision r) -> r.directive().value())
            .thenComparing(Revision::number);

    /** The revision that this content is. */
    public static Revision of(IssuedDirective content) {
        return new Revision(content.directive(), content.revision());
    }

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return directive + "/" + number;
    }
}
