package loa.delivery.boot;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import loa.contract.KeyDirectory;
import loa.delivery.ChannelPorts;
import loa.delivery.Decisions;
import loa.delivery.Deliveries;
import loa.delivery.ReceiptInbox;
import loa.delivery.clock.Clocks;
import loa.delivery.control.ControlState;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlRestraints;
import loa.delivery.engine.DeliveryEngine;
import loa.delivery.engine.Surroundings;
import loa.delivery.held.HeldDirectives;
import loa.delivery.held.HeldStore;
import loa.delivery.ledger.sql.LedgerReader;
import loa.delivery.ledger.sql.LedgerReceipts;
import loa.delivery.ledger.sql.SqlDecisions;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.DatabaseClock;

/**
 * What a channel service imports. It needs one {@link ChannelPorts} bean, the service's data source and Kafka's properties, and
 * {@code classpath:db/delivery} among Flyway's locations. It gives {@link ReceiptInbox}, {@link loa.delivery.Controls},
 * {@link Deliveries} and {@link Decisions}; none of these needs the ports to be made, so that the ports may need them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
@Import(HeldController.class)
public class DeliveryConfiguration {
    @Bean
    Database deliveryDatabase(DataSource source) {
        return new Database(source);
    }

    @Bean
    ControlConnections deliveryControlConnections(DataSource source) {
        return new ControlConnections(source);
    }

    /** Knows what is cancelled and halted before anyone can ask, however long Kafka stays away. */
    @Bean
    @DependsOnDatabaseInitialization
    ControlState deliveryControls(ControlConnections connections, ObjectProvider<Clock> clock) {
        ControlState state = new ControlState(new SqlRestraints(new Database(connections.source())),
                Clocks.by(clock.getIfAvailable(Clock::systemUTC)));
        state.refresh();
        return state;
    }

    @Bean
    ReceiptInbox receiptInbox(Database database, ObjectProvider<ChannelPorts<?>> ports, ObjectProvider<Clock> clock) {
        return new LedgerReceipts(database, () -> ports.getObject().sender().provider(), clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Deliveries deliveries(Database database, ObjectProvider<ChannelPorts<?>> ports) {
        return new LedgerReader(database, () -> ports.getObject().sender().provider());
    }

    @Bean
    Decisions deliveryDecisions(Database database) {
        return new SqlDecisions(database, new DatabaseClock(database));
    }

    @Bean
    HeldDirectives heldDirectives(Database database, ObjectProvider<Clock> clock) {
        return new HeldDirectives(new HeldStore(database), clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Surroundings.Connections deliveryConnections(DataSource source, ControlConnections control) {
        return new Surroundings.Connections(source, control.source());
    }

    @Bean
    Surroundings deliverySurroundings(Surroundings.Connections database, KafkaProperties kafka, @Value("${loa.keys-dir}") String keysDir,
            @Value("${loa.signing.key-id:k1}") String keyId, Ambience ambience) {
        KeyDirectory keys = new KeyDirectory(Path.of(keysDir));
        Map<String, Object> connection = kafka.buildAdminProperties();
        return new Surroundings(database, connection, keys.signingKey(keyId), keys.ring(), ambience.clock(), ambience.meters());
    }

    /** The clock and the registry of the context, or ones of its own. */
    record Ambience(Clock clock, MeterRegistry meters) {}

    @Bean
    Ambience deliveryAmbience(ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        return new Ambience(clock.getIfAvailable(Clock::systemUTC), meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    DeliveryEngine<?> deliveryEngine(ChannelPorts<?> ports, DeliveryProperties properties, Surroundings surroundings,
            ControlState controls, @Value("${loa.instance:${random.uuid}}") String instance) {
        return new DeliveryEngine<>(ports, properties.settings(instance), surroundings, controls);
    }

    @Bean
    DeliveryLifecycle deliveryLifecycle(DeliveryEngine<?> engine) {
        return new DeliveryLifecycle(engine);
    }

    @Bean
    DeliveryHealth deliveryHealthIndicator(DeliveryEngine<?> engine) {
        return new DeliveryHealth(engine);
    }
}
