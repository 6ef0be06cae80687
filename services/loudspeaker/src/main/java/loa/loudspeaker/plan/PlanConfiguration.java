package loa.loudspeaker.plan;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import loa.delivery.Controls;
import loa.delivery.ReceiptInbox;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.station.StationHealth;
import loa.loudspeaker.station.Stations;

/** Plans and what keeps them true. */
@Configuration(proxyBeanMethods = false)
public class PlanConfiguration {
    @Bean
    Plans.Announcer announcer(TransactionOperations transactions, Signals signals) {
        return new Plans.Announcer(transactions, signals);
    }

    @Bean
    Plans plans(JdbcClient jdbc, Stations stations, SpokenBulletins bulletins, Plans.Announcer announcer, InstantSource clock) {
        return new Plans(jdbc, stations, bulletins, announcer, clock);
    }

    @Bean
    DayPlans dayPlans(JdbcClient jdbc) {
        return new DayPlans(jdbc);
    }

    @Bean
    Lateness lateness(JdbcClient jdbc, ReceiptInbox receipts, Signals signals, InstantSource clock,
            @Value("${loa.loudspeaker.report-grace:6h}") Duration grace) {
        return new Lateness(jdbc, receipts, signals, clock, grace);
    }

    @Bean
    Withdrawals withdrawals(JdbcClient jdbc, Controls controls, Plans plans, Plans.Announcer announcer, InstantSource clock) {
        return new Withdrawals(jdbc, controls, plans, announcer, clock);
    }

    @Bean
    PlanKeeper planKeeper(Withdrawals withdrawals, Lateness lateness, StationHealth health, Controls controls) {
        return new PlanKeeper(withdrawals, lateness, health, controls);
    }
}
