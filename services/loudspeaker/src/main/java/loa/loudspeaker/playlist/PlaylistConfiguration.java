package loa.loudspeaker.playlist;

import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

import loa.delivery.Controls;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.plan.DayPlans;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.station.Stations;

/** Playlists. */
@Configuration(proxyBeanMethods = false)
@Import(PlaylistController.class)
public class PlaylistConfiguration {
    @Bean
    Changes changes(Signals signals, Controls controls) {
        var changes = new Changes();
        signals.onSignal(changes::heard);
        controls.onChange(changes::all);
        return changes;
    }

    @Bean
    PlaylistReader playlistReader(DayPlans plans, SpokenBulletins bulletins, Controls controls,
            @Value("${loa.public-url}") String publicUrl) {
        return new PlaylistReader(plans, bulletins, controls, publicUrl.replaceFirst("/+$", ""));
    }

    @Bean
    Playlists playlists(PlaylistReader reader, Stations stations, Changes changes, JsonMapper json, InstantSource clock) {
        return new Playlists(reader, stations, changes, json, clock);
    }

    @Bean
    PollLimit pollLimit(InstantSource clock) {
        return new PollLimit(clock);
    }

    /** Lets everyone go who waits, before the web server waits for them. */
    @Bean
    SmartLifecycle endOfWaiting(Changes changes) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                running = true;
            }

            @Override
            public void stop() {
                running = false;
                changes.close();
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}
