package loa.push.address;

/**
 * A registration token of FCM: whoever has it can reach this device. Never shown, never logged.
 *
 * @param value 1..4096 characters without spaces
 */
public record PushToken(String value) {
    /** FCM promises no length; real tokens have 150–250 characters. */
    public static final int MAX_LENGTH = 4096;

    /** Checks the form; whether FCM knows the token, only FCM can tell. */
    public PushToken {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("a token must have 1..%d characters without spaces".formatted(MAX_LENGTH));
        }
    }

    /** Whether the text may be a token. */
    public static boolean isWellFormed(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /**
     * Whether both tokens were given to the same installation of an app, as far as one can see: FCM writes the id of the installation in
     * front of a colon. Topics belong to the installation, so leaving a topic with its old token would leave it with the new one too.
     */
    public boolean isOfSameInstallation(PushToken other) {
        int colon = value.indexOf(':');
        return colon > 0 && other.value.startsWith(value.substring(0, colon + 1));
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "PushToken[…]";
    }
}
