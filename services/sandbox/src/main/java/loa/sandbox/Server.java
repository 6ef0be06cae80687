package loa.sandbox;

/** What the sandbox's process can run, all of it together or each alone. */
enum Server {
    KAFKA,
    POSTGRES,
    /** Twilio, FCM and the players. */
    PROVIDERS;

    /** @throws IllegalArgumentException with a sentence */
    static Server of(String word) {
        for (Server server : values()) {
            if (server.name().equalsIgnoreCase(word)) {
                return server;
            }
        }
        throw new IllegalArgumentException("--only takes kafka, postgres and providers, but was " + word);
    }
}
