package loa.sandbox.players;

/**
 * A station that is played for.
 *
 * @param key what it signs in with
 */
record Station(String code, String key) {

    Station {
        if (!code.matches("[A-Za-z0-9-]{3,32}")) {
            throw new IllegalArgumentException("a station's code is [A-Za-z0-9-]{3,32}, but was " + code);
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("station " + code + " needs a key");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return code;
    }
}
