package loa.loudspeaker.station;

import java.time.InstantSource;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.delivery.desk.AreaLookup;
import loa.loudspeaker.signal.Signal;
import loa.loudspeaker.signal.SignalLoop;
import loa.loudspeaker.signal.Signals;

/** Stations, their keys, and the signals about them. */
@Configuration(proxyBeanMethods = false)
@Import(StationController.class)
public class StationConfiguration {
    @Bean
    Signals signals(JdbcClient jdbc) {
        return new Signals(jdbc);
    }

    @Bean
    SignalLoop signalLoop(DataSource dataSource, Signals signals) {
        return new SignalLoop(dataSource, signals);
    }

    @Bean
    Stations stations(JdbcClient jdbc, InstantSource clock) {
        return new Stations(jdbc, clock);
    }

    @Bean
    StationKeys stationKeys(JdbcClient jdbc, InstantSource clock, Signals signals) {
        var keys = new StationKeys(jdbc, clock, signals);
        keys.load();
        signals.onSignal(signal -> follow(keys, signal));
        return keys;
    }

    @Bean
    StationHealth stationHealth(JdbcClient jdbc, InstantSource clock) {
        return new StationHealth(jdbc, clock);
    }

    @Bean
    PlayerAccess playerAccess(Stations stations, StationHealth health) {
        return new PlayerAccess(stations, health);
    }

    @Bean
    StationRegister stationRegister(Stations stations, StationKeys keys, AreaLookup areas, Replanning replanning,
            TransactionOperations transactions) {
        return new StationRegister(stations, keys, areas, replanning, transactions);
    }

    private static void follow(StationKeys keys, Signal signal) {
        switch (signal) {
            case Signal.KeysChanged(UUID station) -> keys.reload(new StationId(station));
            case Signal.AllChanged() -> keys.load();
            case Signal.PlanChanged(UUID _) -> {
                // Keys are not part of a plan.
            }
        }
    }
}
