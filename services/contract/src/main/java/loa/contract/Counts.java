package loa.contract;

/**
 * How many recipients stand in which state. {@code audience} is the sum of the nine states from {@code planned} to {@code cancelled};
 * {@code delivered} and {@code undelivered} are parts of {@code accepted}.
 */
public record Counts(long audience, long planned, long sending, long deferred, long unknown, long accepted, long refused, long gone,
        long expired, long cancelled, long delivered, long undelivered) {
    /** Nobody. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Refuses counts that do not add up: they would be shown to someone who decides by them. */
    public Counts {
        if (audience != planned + sending + deferred + unknown + accepted + refused + gone + expired + cancelled) {
            throw new IllegalArgumentException("audience %d is not the sum of its states".formatted(audience));
        }
        if (delivered + undelivered > accepted) {
            throw new IllegalArgumentException("%d receipts for %d accepted".formatted(delivered + undelivered, accepted));
        }
    }

    /** These and those together. */
    public Counts plus(Counts other) {
        return new Counts(audience + other.audience, planned + other.planned, sending + other.sending, deferred + other.deferred,
                unknown + other.unknown, accepted + other.accepted, refused + other.refused, gone + other.gone, expired + other.expired,
                cancelled + other.cancelled, delivered + other.delivered, undelivered + other.undelivered);
    }

    /** Whether nobody is left whom the channel still has to reach or to ask about. */
    public boolean isSettled(boolean directiveExpired) {
        return planned == 0 && sending == 0 && deferred == 0 && (unknown == 0 || directiveExpired);
    }
}
