package loa.push.address;

/** Where one push request goes. */
public sealed interface PushAddress {
    /** The language in which it is read, an ISO 639 code. */
    String language();

    /** How many devices stand behind it. */
    long devices();

    /** One device. */
    record Device(PushToken token, String language) implements PushAddress {
        @Override
        public long devices() {
            return 1;
        }
    }

    /**
     * Everybody who follows an area.
     *
     * @param devices how many we subscribed to it; FCM itself does not tell
     */
    record Topic(TopicName name, long devices) implements PushAddress {
        @Override
        public String language() {
            return name.language();
        }
    }
}
