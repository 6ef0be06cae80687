package loa.push.device;

import java.util.List;

import loa.contract.AreaCode;
import loa.push.address.PushToken;
import loa.push.address.TopicName;

/**
 * What an app says of its device.
 *
 * @param areas  1..{@link #MAX_AREAS} areas without repetition, the one that counts first in front
 * @param topics of these areas and all above them, in the device's language
 */
record Registration(Installation installation, PushToken token, Platform platform, List<AreaCode> areas, String language,
        List<TopicName> topics) {
    static final int MAX_AREAS = 20;

    Registration {
        areas = List.copyOf(areas);
        topics = List.copyOf(topics);
        if (areas.isEmpty() || areas.size() > MAX_AREAS) {
            throw new IllegalArgumentException("a device has 1..%d areas, but was given %d".formatted(MAX_AREAS, areas.size()));
        }
    }
}
