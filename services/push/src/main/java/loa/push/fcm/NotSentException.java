package loa.push.fcm;

import java.io.IOException;

/** The request certainly never reached the provider: no connection came about. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(IOException cause) {
        super("There is no connection to FCM", cause);
    }

    /** Whether a failure goes back to one of these. */
    static boolean isBehind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof NotSentException) {
                return true;
            }
        }
        return false;
    }
}
