package loa.publisher.channel;

import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import loa.contract.Channel;
import loa.contract.SigningKey;

/**
 * Reads {@code loa.publisher.channels-off.<channel>=<reason>}, where an empty reason means that the channel is on, and
 * {@code loa.publisher.channels.<channel>=<address>}.
 */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
    @Bean
    ChannelDoors channelDoors(Environment environment, SigningKey key, Clock clock) {
        Map<Channel, URI> addresses = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            addresses.put(channel, URI.create(environment.getRequiredProperty("loa.publisher.channels." + channel.code())));
        }
        return new ChannelDoors(addresses, key, clock);
    }

    @Bean
    HeldDirectives heldDirectives(ChannelDoors doors) {
        return new HeldDirectives(doors);
    }

    @Bean
    UnknownDeliveries unknownDeliveries(ChannelDoors doors) {
        return new UnknownDeliveries(doors);
    }

    @Bean
    UnknownSettling unknownSettling(UnknownDeliveries unknown) {
        return new UnknownSettling(unknown, InstantSource.system());
    }

    @Bean
    ChannelsOff channelsOff(Environment environment) {
        Map<String, String> texts = Binder.get(environment).bind("loa.publisher.channels-off", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        Map<Channel, String> reasons = new LinkedHashMap<>();
        texts.forEach((channel, reason) -> {
            if (!reason.isBlank()) {
                reasons.put(Channel.ofCode(channel), reason);
            }
        });
        return new ChannelsOff(reasons);
    }
}
