package loa.sandbox.behaviour;

/**
 * How receipts come.
 *
 * @param delayMs   from the acceptance to {@code sent}, and from there to the last one
 * @param delivered share of messages that arrive; the others end undelivered
 * @param twice     share of messages whose receipts each come twice
 * @param early     share of messages whose {@code sent} comes before the answer to the request
 * @param shuffled  the last receipt of a message may come before {@code sent}
 */
public record ReceiptPlan(long delayMs, double delivered, double twice, double early, boolean shuffled) {

    /** Everything arrives, once and in order. */
    public static final ReceiptPlan IDEAL = new ReceiptPlan(200, 1, 0, 0, false);

    public ReceiptPlan {
        if (delayMs < 0 || delayMs > 86_400_000) {
            throw new IllegalArgumentException("delayMs must be 0..86400000, but was " + delayMs);
        }
        share("delivered", delivered);
        share("twice", twice);
        share("early", early);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0..1, but was " + value);
        }
    }
}
