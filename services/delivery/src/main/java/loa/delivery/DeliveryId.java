package loa.delivery;

import java.util.UUID;

import loa.contract.Ids;

/**
 * Names one delivery: one revision of a directive to one recipient. Known before the first attempt, so that a receipt can carry it.
 *
 * <p>A UUID version 7 (RFC 9562 section 5.7) that says where the ledger keeps the delivery, so that it is found without an index of ids
 * and in the right partition (ADR 12): the time and 21 bits of the revision's {@linkplain Revision#key() key}, 24 bits of salt, 20 bits of
 * the work record's number, 9 bits of the place within it.
 */
public record DeliveryId(UUID value) {
    /** One more than the highest place within a work record. */
    public static final int PLACES = 1 << 9;

    private static final int SLOT_BITS = 29;
    private static final int SALT_BITS = 24;
    private static final int MIXED_LOW_BITS = Revision.MIXED_BITS - 12;
    private static final int MOST_RECORDS = 1 << SLOT_BITS - 9;

    /**
     * The id of a delivery that is claimed.
     *
     * @param seq   the number of the work record, below 2^20
     * @param place of the recipient within the record
     * @param salt  tells two claims of the same recipient apart, of which the first was put back; only its lowest 24 bits count
     */
    public static DeliveryId of(Revision revision, int seq, int place, int salt) {
        if (seq < 0 || seq >= MOST_RECORDS) {
            throw new IllegalArgumentException("seq must be 0..%d, but was %d".formatted(MOST_RECORDS - 1, seq));
        }
        if (place < 0 || place >= PLACES) {
            throw new IllegalArgumentException("place must be 0..%d, but was %d".formatted(PLACES - 1, place));
        }
        long key = revision.key();
        long mixed = key & (1L << Revision.MIXED_BITS) - 1;
        long high = key >>> Revision.MIXED_BITS << 16 | 0x7000 | mixed >>> MIXED_LOW_BITS;
        long low = 1L << 63 | (mixed & (1L << MIXED_LOW_BITS) - 1) << SALT_BITS + SLOT_BITS
                | (long) (salt & (1 << SALT_BITS) - 1) << SLOT_BITS | (long) seq * PLACES | place;
        return new DeliveryId(new UUID(high, low));
    }

    /** A salt that no other claim of the same record is likely to have. */
    public static int freshSalt() {
        return (int) Ids.next().getLeastSignificantBits() & (1 << SALT_BITS) - 1;
    }

    /**
     * The id that this text stands for.
     *
     * @throws IllegalArgumentException when it is no UUID
     */
    public static DeliveryId parse(String text) {
        return new DeliveryId(UUID.fromString(text));
    }

    /** The key of the revision; of any other UUID a number that means nothing. */
    public long key() {
        long high = value.getMostSignificantBits();
        long low = value.getLeastSignificantBits();
        long mixed = (high & 0xfff) << MIXED_LOW_BITS | low >>> SALT_BITS + SLOT_BITS & (1L << MIXED_LOW_BITS) - 1;
        return (high >>> 16 & Revision.MOST_MILLIS) << Revision.MIXED_BITS | mixed;
    }

    /** The record's number and the place within it, as one number. */
    public int slot() {
        return (int) value.getLeastSignificantBits() & (1 << SLOT_BITS) - 1;
    }

    /** The number of the work record. */
    public int seq() {
        return slot() / PLACES;
    }

    /** The place within the work record. */
    public int place() {
        return slot() % PLACES;
    }

    /** What tells two claims of the same recipient apart. */
    public int salt() {
        return (int) (value.getLeastSignificantBits() >>> SLOT_BITS) & (1 << SALT_BITS) - 1;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
