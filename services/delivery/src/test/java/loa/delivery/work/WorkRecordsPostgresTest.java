package loa.delivery.work;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.support.TestSchema;

import static org.assertj.core.api.Assertions.assertThat;

class WorkRecordsPostgresTest {
    private final TestSchema schema = new TestSchema();
    private final SqlWorkRecords records = new SqlWorkRecords(schema.database());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void anUnacknowledgedEmergencyIsProducedAgainAfterTwoSecondsAndTheOthersLater() {
        plan(BulletinClass.ROUTINE);
        plan(BulletinClass.EMERGENCY);

        assertThat(take(1)).isEmpty();
        assertThat(take(3)).containsExactly(BulletinClass.EMERGENCY);
        assertThat(take(6)).as("the second time patience is the same for all").isEmpty();
        assertThat(take(16)).containsExactly(BulletinClass.ROUTINE);
        assertThat(take(19)).containsExactly(BulletinClass.EMERGENCY);
    }

    private List<BulletinClass> take(int seconds) {
        return records.takeUnacknowledged(now.plusSeconds(seconds), Duration.ofSeconds(15), Duration.ofSeconds(2), 10).stream()
                .map(WorkRecords.Laned::lane).toList();
    }

    private void plan(BulletinClass lane) {
        var record = new WorkRecord(new Revision(DirectiveId.next(), 1), 0,
                List.of(new WorkRecord.Run(new AreaCode("99001-01"), List.of(new RecipientId(UUID.randomUUID())))));
        schema.database().change(session -> records.insert(session, lane, List.of(record), now));
    }
}
