package loa.loudspeaker.channel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.Channel;
import loa.delivery.ChannelPorts;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.plan.Plans;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;

/** What this channel brings to the engine. */
@Configuration(proxyBeanMethods = false)
public class ChannelConfiguration {
    @Bean
    ChannelPorts<StationId> channelPorts(JdbcClient jdbc, Stations stations, SpokenBulletins bulletins, Plans plans) {
        return new ChannelPorts<>(Channel.LOUDSPEAKER, new StationAudience(jdbc), new StationAddressBook(stations),
                new PlaylistSender(bulletins, plans), new PlanInquiry(plans));
    }
}
