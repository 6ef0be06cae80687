package loa.loudspeaker;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

import loa.api.ApiConfiguration;
import loa.delivery.boot.DeliveryConfiguration;
import loa.delivery.boot.DeliveryDeskConfiguration;
import loa.delivery.boot.DeliveryListController;
import loa.delivery.desk.DeskConfiguration;
import loa.loudspeaker.bulletin.BulletinConfiguration;
import loa.loudspeaker.channel.ChannelConfiguration;
import loa.loudspeaker.plan.PlanConfiguration;
import loa.loudspeaker.player.PlayerConfiguration;
import loa.loudspeaker.playlist.PlaylistConfiguration;
import loa.loudspeaker.speech.SpeechConfiguration;
import loa.loudspeaker.station.StationConfiguration;

/** The loudspeaker service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({ApiConfiguration.class, DeliveryConfiguration.class, DeliveryDeskConfiguration.class, DeliveryListController.class,
        DeskConfiguration.class, LoudspeakerConfiguration.class,
        StationConfiguration.class, SpeechConfiguration.class,
        BulletinConfiguration.class, PlanConfiguration.class, PlaylistConfiguration.class, PlayerConfiguration.class,
        ChannelConfiguration.class})
public class LoudspeakerApplication {
    /** Runs the service as a process of its own. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(LoudspeakerApplication.class).properties("spring.config.name=loudspeaker").run(arguments);
    }
}
