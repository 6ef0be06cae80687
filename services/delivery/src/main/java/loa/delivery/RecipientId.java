package loa.delivery;

import java.util.UUID;

/** Names a recipient within its channel: a subscription, a device, a topic, a station. Not personal data by itself. */
public record RecipientId(UUID value) implements Comparable<RecipientId> {
    @Override
    public int compareTo(RecipientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
