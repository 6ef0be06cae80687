package loa.loudspeaker.signal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import loa.loudspeaker.LoudspeakerSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SignalLoopPostgresTest {
    private static final UUID STATION = new UUID(7, 1);

    private final LoudspeakerSchema schema = LoudspeakerSchema.fresh();
    private final Signals signals = new Signals(schema.jdbc);
    private final List<Signal> heard = new CopyOnWriteArrayList<>();

    @Test
    void aListenerThatFailsKeepsNobodyFromHearingAndIsToldAgain() {
        // Given
        var failing = new AtomicBoolean();
        List<Signal> followed = new CopyOnWriteArrayList<>();
        signals.onSignal(signal -> {
            if (failing.getAndSet(false)) {
                throw new QueryTimeoutException("the database is slow");
            }
            followed.add(signal);
        });
        signals.onSignal(heard::add);
        SignalLoop loop = new SignalLoop(schema.source, signals);
        loop.start();
        try {
            awaitUp(loop);
            // When
            failing.set(true);
            signals.plansChanged(List.of(STATION));
            // Then
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains(new Signal.PlanChanged(STATION)));
            await().atMost(Duration.ofSeconds(20)).until(() -> followed.size() == 2 && followed.getLast() instanceof Signal.AllChanged);
            awaitUp(loop);
        } finally {
            loop.stop();
        }
    }

    @Test
    void itIsDownWhileNobodyListensAndListensAgain() {
        var away = new AtomicBoolean(true);
        SignalLoop loop = new SignalLoop(new DelegatingDataSource(schema.source) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new IllegalStateException("the pool is closed");
                }
                return super.getConnection();
            }
        }, signals);
        assertThat(loop.health().getStatus()).isEqualTo(Status.DOWN);
        loop.start();
        try {
            assertThat(loop.health().getStatus()).isEqualTo(Status.DOWN);
            away.set(false);
            awaitUp(loop);
        } finally {
            loop.stop();
        }
    }

    private static void awaitUp(SignalLoop loop) {
        await().atMost(Duration.ofSeconds(20)).until(() -> loop.health().getStatus().equals(Status.UP));
    }
}
