package loa.delivery.boot;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.KeyDirectory;
import loa.delivery.ChannelPorts;
import loa.delivery.Controls;
import loa.delivery.Deliveries;
import loa.delivery.ReceiptInbox;
import loa.delivery.pace.PaceSettings;
import loa.delivery.support.FakeChannel;
import loa.sandbox.SharedServers;
import loa.sandbox.postgres.PostgresLogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeliveryConfigurationEndToEndTest {
    @TempDir
    Path directory;

    /** A channel whose ports lean on what the engine gives. */
    @SpringBootConfiguration
    @Import(DeliveryConfiguration.class)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, KafkaAutoConfiguration.class})
    static class Service {
        @Bean
        ChannelPorts<String> ports(Controls controls, ReceiptInbox receipts, Deliveries deliveries) {
            assertThat(controls).isNotNull();
            assertThat(receipts).isNotNull();
            assertThat(deliveries).isNotNull();
            return new FakeChannel(Channel.PUSH).ports();
        }
    }

    @Test
    void aServiceThatImportsTheEngineComesUpAndStopsWithinFiveSeconds() {
        try (ConfigurableApplicationContext context = start(SharedServers.freshSchema("boot"),
                SharedServers.kafka().bootstrapServers())) {
            HealthIndicator health = context.getBean("deliveryHealthIndicator", HealthIndicator.class);
            await().atMost(Duration.ofSeconds(40)).until(() -> isUp(health));

            long begun = System.nanoTime();
            context.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void whatIsHaltedIsKnownAfterAStartAlsoWhileKafkaIsAway() throws SQLException {
        PostgresLogin login = SharedServers.freshSchema("boot");
        Flyway.configure().dataSource(login.url(), login.user(), login.password()).defaultSchema(login.schema())
                .locations("classpath:db/delivery").load().migrate();
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            statement.execute("insert into %s.halt (area, covered, reason, halted_at) values ('99001', '{99001-01}', 'x', now())"
                    .formatted(login.schema()));
        }
        try (ConfigurableApplicationContext context = start(login, "127.0.0.1:1")) {
            Controls controls = context.getBean(Controls.class);

            assertThat(controls.isHalted(new AreaCode("99001"))).isTrue();
            assertThat(controls.isHalted(new AreaCode("99001-01"))).isTrue();
        }
    }

    @Test
    void noConnectionHoldsLocksForLongAndTheHeartbeatHasItsOwn() throws SQLException {
        try (ConfigurableApplicationContext context = start(SharedServers.freshSchema("boot"),
                SharedServers.kafka().bootstrapServers())) {
            DataSource work = context.getBean(DataSource.class);
            DataSource control = context.getBean(ControlConnections.class).source();

            assertThat(control).isNotSameAs(work);
            for (DataSource source : List.of(work, control)) {
                assertThat(setting(source, "statement_timeout")).isEqualTo("30s");
                assertThat(setting(source, "lock_timeout")).isEqualTo("10s");
                assertThat(setting(source, "idle_in_transaction_session_timeout")).isEqualTo("30s");
                try (Connection connection = source.getConnection()) {
                    assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
                }
            }
        }
    }

    private static String setting(DataSource source, String name) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void defaultsAreThoseOfTheReadme() {
        var settings = new DeliveryProperties(512, 128, 0, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofSeconds(10),
                Duration.ofSeconds(5), Duration.ofSeconds(6), -1, false, 24).settings("i");

        assertThat(settings.pace().settings()).isEqualTo(new PaceSettings(512, 128, 0));
    }

    private static boolean isUp(HealthIndicator indicator) {
        Health health = indicator.health();
        return health != null && Status.UP.equals(health.getStatus());
    }

    private ConfigurableApplicationContext start(PostgresLogin login, String kafka) {
        new KeyDirectory(directory).createIfMissing("k1");
        return new SpringApplicationBuilder(Service.class).web(WebApplicationType.NONE)
                .properties(Map.of("spring.config.name", "none", "spring.config.import", "classpath:api/database.yml"))
                .properties(Map.of("spring.datasource.url", login.url(), "spring.datasource.username",
                        login.user(), "spring.datasource.password", login.password(), "spring.datasource.hikari.schema", login.schema(),
                        "spring.flyway.default-schema", login.schema(), "spring.flyway.locations", "classpath:db/delivery",
                        "spring.kafka.bootstrap-servers", kafka, "loa.keys-dir", directory.toString(),
                        "loa.instance", "test"))
                .run();
    }
}
