package loa.delivery.upkeep;

import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.delivery.clock.Clocks;
import loa.delivery.control.Duties;
import loa.delivery.control.Liveness;
import loa.delivery.control.SqlDuties;
import loa.delivery.control.SqlInstances;
import loa.delivery.ledger.Takeover;
import loa.delivery.ledger.sql.SqlTakeover;
import loa.delivery.support.TestSchema;

import static org.assertj.core.api.Assertions.assertThat;

class BurialsPostgresTest {
    private final TestSchema schema = new TestSchema();
    private final Queue<Integer> lapsed = new ConcurrentLinkedQueue<>();
    private final Takeover takeover = new SqlTakeover(schema.database(), "fake", Duration.ZERO);

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void ownNumbersAreBuriedAlsoWhileAnotherInstanceHasTheDuty() {
        Liveness other = liveness();
        Burials others = new Burials(new SqlDuties(schema.database(), other), takeover, new ConcurrentLinkedQueue<>(), Clock.systemUTC());
        assertThat(others.step()).isFalse();
        Liveness own = liveness();
        int old = liveness().number();
        lapsed.add(old);

        new Burials(new SqlDuties(schema.database(), own), takeover, lapsed, Clock.systemUTC()).step();

        assertThat(schema.number("select count(*) as number from engine_instance where number = " + old)).isZero();
        assertThat(lapsed).isEmpty();
    }

    private Liveness liveness() {
        return new Liveness(new SqlInstances(schema.database()), "test", Duration.ofHours(1), Clocks.by(Clock.systemUTC()), number -> {
        });
    }
}
