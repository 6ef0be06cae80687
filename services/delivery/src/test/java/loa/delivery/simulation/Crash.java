package loa.delivery.simulation;

/** The process ends here: nothing of what it would have done next happens. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("crash", null, false, false);
    }
}
