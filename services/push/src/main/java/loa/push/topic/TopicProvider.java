package loa.push.topic;

import loa.push.address.PushToken;
import loa.push.address.TopicName;

/** Puts one device into a topic at the provider, or takes it out. */
@FunctionalInterface
public interface TopicProvider {
    /** One request, which may block. Repeating it is harmless. Called by many threads at once. */
    Answer change(PushToken token, TopicName topic, boolean member);

    /** What the provider said. */
    sealed interface Answer {
        /** Done, or it was so already. */
        record Done() implements Answer {}

        /**
         * There is no such device, or it may not: asking again would change nothing.
         *
         * @param code why, out of a small set; no personal data
         */
        record Gone(String code) implements Answer {}

        /**
         * Not now.
         *
         * @param code why, out of a small set; no personal data
         */
        record Later(String code) implements Answer {}
    }
}
