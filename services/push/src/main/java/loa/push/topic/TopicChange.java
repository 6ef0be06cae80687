package loa.push.topic;

import java.util.Arrays;

import loa.push.address.PushToken;
import loa.push.address.TopicName;

/**
 * One thing to ask of the provider.
 *
 * @param number   which change of mind it carries out
 * @param attempts how often it was tried before
 */
record TopicChange(byte[] fingerprint, TopicName topic, PushToken token, boolean member, int number, int attempts) {
    @Override
    public boolean equals(Object other) {
        return other instanceof TopicChange that && Arrays.equals(fingerprint, that.fingerprint) && topic.equals(that.topic)
                && number == that.number;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(fingerprint) + topic.hashCode();
    }
}
