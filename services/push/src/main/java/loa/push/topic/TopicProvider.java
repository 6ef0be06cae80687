package loa.push.topic;

import loa.push.address.PushToken;
import loa.push.address.TopicName;

/** Puts one device into a topic at the provider, or takes it out. */
public interface TopicProvider {
    /** One request, which may block. Repeating it is harmless. Called by many threads at once. */
    Answer change(PushToken token, TopicName topic, boolean member);

    /** Whether something more urgent uses the provider at this moment; changes of topics then wait. */
    boolean isBusy();

    /** What the provider said. */
    enum Answer {
        /** Done, or it was so already. */
        DONE,
        /** There is no such device, or it may not: asking again would change nothing. */
        GONE,
        /** Not now. */
        LATER
    }
}
