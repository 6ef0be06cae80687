package loa.sandbox.twilio;

import java.util.random.RandomGenerator;

import loa.sandbox.behaviour.ReceiptPlan;

/**
 * What becomes of a message after its acceptance; decided then, so that a restart does not change it.
 *
 * @param delayMs   from the acceptance to {@code sent}, and again to the last status
 * @param delivered else undelivered
 * @param twice     each receipt comes twice
 * @param early     the first receipt comes before the answer to the request
 * @param swapped   the last receipt comes before the first
 */
record Course(int delayMs, boolean delivered, boolean twice, boolean early, boolean swapped) {

    private static final int DELIVERED = 1;
    private static final int TWICE = 2;
    private static final int EARLY = 4;
    private static final int SWAPPED = 8;

    static Course drawn(ReceiptPlan plan, RandomGenerator chance) {
        return new Course((int) plan.delayMs(), chance.nextDouble() < plan.delivered(), chance.nextDouble() < plan.twice(),
                chance.nextDouble() < plan.early(), plan.shuffled() && chance.nextBoolean());
    }

    static Course of(int delayMs, byte bits) {
        return new Course(delayMs, (bits & DELIVERED) != 0, (bits & TWICE) != 0, (bits & EARLY) != 0, (bits & SWAPPED) != 0);
    }

    byte bits() {
        return (byte) ((delivered ? DELIVERED : 0) | (twice ? TWICE : 0) | (early ? EARLY : 0) | (swapped ? SWAPPED : 0));
    }

    String statusAfter(long ms) {
        if (ms < delayMs) {
            return "queued";
        }
        return ms < 2L * delayMs ? "sent" : lastStatus();
    }

    String lastStatus() {
        return delivered ? "delivered" : "undelivered";
    }
}
