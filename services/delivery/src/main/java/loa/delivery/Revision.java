package loa.delivery;

import java.time.Instant;
import java.util.Comparator;

import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;

/** One revision of a directive: what is planned, withdrawn and reported as a whole. */
public record Revision(DirectiveId directive, int number) implements Comparable<Revision> {
    /** How many bits of a {@linkplain #key() key} are mixed from the directive's id and the number. */
    static final int MIXED_BITS = 21;
    /** Until the year 2109. */
    static final long MOST_MILLIS = (1L << 63 - MIXED_BITS) - 1;

    /** Prime, and far from any small number of 21 bits: neighbours' revisions do not meet. */
    private static final long SPREAD = 1_000_003;

    private static final Comparator<Revision> ORDER = Comparator.comparing((Revision r) -> r.directive().value())
            .thenComparing(Revision::number);

    /** The revision that this content is. */
    public static Revision of(IssuedDirective content) {
        return new Revision(content.directive(), content.revision());
    }

    /**
     * A positive number that stands for this revision in the ledger and in the ids of its deliveries: 42 bits of the milliseconds at which
     * the directive's id was made, so that it ascends with time, then 21 bits mixed from the end of that id and the number. Revisions of one directive
     * differ below number 2^21. Two directives of the same millisecond share it with a probability of 2^-21; the second is not taken then.
     */
    public long key() {
        long millis = directive.value().getMostSignificantBits() >>> 16 & MOST_MILLIS;
        long mixed = directive.value().getLeastSignificantBits() + number * SPREAD & (1L << MIXED_BITS) - 1;
        return millis << MIXED_BITS | mixed;
    }

    /** When the directive's id was made: in whose month's partitions its deliveries are kept. */
    public Instant madeAt() {
        return Instant.ofEpochMilli(key() >>> MIXED_BITS);
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
