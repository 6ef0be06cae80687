package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import loa.contract.BulletinClass;

/**
 * What one directive asks of a station. Each turn plays its parts one after the other; a part takes part in as many turns as it has
 * repeats.
 *
 * @param parts one per language, in the order of the directive
 */
public record Order(OrderKey key, BulletinClass bulletinClass, Instant issuedAt, Instant notBefore, Instant notAfter, List<Part> parts) {
    /** Who comes first: the higher class, then the earlier issue; the id decides between equals. */
    static final Comparator<Order> PRECEDENCE = Comparator.comparing(Order::bulletinClass).thenComparing(Order::issuedAt)
            .thenComparing(o -> o.key().directive().toString()).thenComparing(o -> o.key().revision());

    /** Copies the parts. */
    public Order {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("order %s needs at least one part".formatted(key));
        }
        parts = List.copyOf(parts);
    }

    /** Whether it is played at once, over everything else. */
    public boolean interrupts() {
        return bulletinClass == BulletinClass.EMERGENCY;
    }

    /** How many turns it asks for. */
    public int turns() {
        return parts.stream().mapToInt(Part::repeats).max().orElseThrow();
    }

    /** The parts of one turn, counted from 1. */
    public List<Part> turn(int number) {
        return parts.stream().filter(p -> number <= p.repeats()).toList();
    }

    /** A bulletin in one language. */
    public record Part(String language, Duration length, int repeats) {
        /** Refuses what cannot be played. */
        public Part {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("length must be positive, but was " + length);
            }
            if (repeats < 1) {
                throw new IllegalArgumentException("repeats must be positive, but was " + repeats);
            }
        }
    }
}
