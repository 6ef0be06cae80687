package loa.publisher.channel;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import loa.contract.Channel;

/** Reads {@code loa.publisher.channels-off.<channel>=<reason>}; an empty reason means that the channel is on. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
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
