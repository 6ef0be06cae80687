package loa.publisher.channel;

import java.util.Map;
import java.util.Optional;

import loa.contract.Channel;

/**
 * The channels that are switched off where this desk runs, such as SMS without credentials of a provider. A directive with one of them is
 * refused at submit; it never falls back to something else.
 *
 * @param reasons why, in the words that people get to read
 */
public record ChannelsOff(Map<Channel, String> reasons) {
    /** Copies the reasons. */
    public ChannelsOff {
        reasons = Map.copyOf(reasons);
    }

    /** Why the channel is off; empty when it is on. */
    public Optional<String> reason(Channel channel) {
        return Optional.ofNullable(reasons.get(channel));
    }
}
