package loa.delivery.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.DirectiveId;
import loa.delivery.Revision;
import loa.delivery.clock.Clocks;
import loa.delivery.postgres.Database;
import loa.delivery.support.InterposedSource;
import loa.delivery.support.TestSchema;

import static org.assertj.core.api.Assertions.assertThat;

class ControlStatePostgresTest {
    private final TestSchema schema = new TestSchema();
    private final InterposedSource source = new InterposedSource(schema.source());
    private final ControlState controls = new ControlState(new SqlRestraints(new Database(source.source())), Clocks.by(Clock.systemUTC()));
    private final DirectiveId directive = DirectiveId.next();

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void anOlderReadThatEndsLaterDoesNotBringBackWhatWasCancelled() throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        source.beforeNextCommit(() -> {
            hasRead.countDown();
            goOn.await();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> older = threads.submit(controls::refresh);
            hasRead.await();
            withdraw(Instant.now());
            controls.refresh();
            assertThat(controls.isWithdrawn(directive, 1)).isTrue();

            goOn.countDown();
            older.get();
        }

        assertThat(controls.isWithdrawn(directive, 1)).isTrue();
        assertThat(controls.isFresh()).isTrue();
    }

    @Test
    void theWithdrawalOfADirectiveThatNeverCameIsForgottenUntilItComes() {
        withdraw(Instant.now().minus(Duration.ofDays(2)));
        controls.refresh();
        assertThat(controls.isWithdrawn(directive, 1)).isFalse();

        schema.change(
                "insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state) values ('"
                        + directive + "', 1, gen_random_uuid(), '', 'priority', now(), now() + interval '1 hour', now(), 'waiting')");
        controls.refresh();

        assertThat(controls.isWithdrawn(directive, 1)).isTrue();
    }

    private void withdraw(Instant at) {
        schema.database().change(session -> new SqlRestraints(schema.database()).withdraw(session, new Revision(directive, 1),
                Restraints.Cause.CANCELLED, "test", at));
    }
}
