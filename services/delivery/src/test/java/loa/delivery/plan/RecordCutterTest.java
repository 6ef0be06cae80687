package loa.delivery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.pace.PaceSettings;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecordCodec;

import static org.assertj.core.api.Assertions.assertThat;

class RecordCutterTest {
    private final Revision revision = new Revision(DirectiveId.next(), 1);

    @Test
    void everyRecipientStandsInOneRecordInOrder() {
        List<Recipient> page = page(700, 3, 10, 260, 1_200);

        List<WorkRecord> records = new RecordCutter(WorkRecord.MOST).cut(revision, 5, page);

        assertThat(records.stream().flatMap(r -> r.recipients().stream()).toList()).isEqualTo(page);
        assertThat(records).allSatisfy(record -> assertThat(record.size()).isBetween(1, WorkRecord.MOST));
        assertThat(records).extracting(WorkRecord::seq).startsWith(5, 6, 7).isSorted();
    }

    @Test
    void aLargeAreaHasItsRecordsForItself() {
        List<WorkRecord> records = new RecordCutter(WorkRecord.MOST).cut(revision, 0, page(300, 300));

        assertThat(records).hasSize(2).allSatisfy(record -> assertThat(record.runs()).hasSize(1));
    }

    @Test
    void smallAreasShareARecord() {
        assertThat(new RecordCutter(WorkRecord.MOST).cut(revision, 0, page(10, 10, 10))).singleElement()
                .satisfies(record -> assertThat(record.runs()).hasSize(3));
    }

    @Test
    void aRecordIsReadBackAsItWasWritten() {
        WorkRecordCodec codec = new WorkRecordCodec();
        WorkRecord record = new RecordCutter(WorkRecord.MOST).cut(revision, 0, page(10, 20)).getFirst();

        assertThat(codec.read(codec.write(record))).contains(record);
        assertThat(codec.read(new byte[]{'x'})).isEmpty();
    }

    private static List<Recipient> page(int... sizes) {
        List<Recipient> page = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            for (int n = 0; n < sizes[i]; n++) {
                page.add(new Recipient(new RecipientId(UUID.randomUUID()), new AreaCode("99001-%02d".formatted(i + 1))));
            }
        }
        return page;
    }

    @Test
    void aSlowProvidersRecordsAreSmall() {
        int together = new PaceSettings(10, 2, 100).together(WorkRecord.MOST);

        assertThat(new RecordCutter(together).cut(revision, 0, page(300)).stream().map(WorkRecord::size)).containsOnly(50).hasSize(6);
        assertThat(new PaceSettings(10, 2, 1).together(WorkRecord.MOST)).isEqualTo(25);
        assertThat(new PaceSettings(10, 2, 0).together(WorkRecord.MOST)).isEqualTo(WorkRecord.MOST);
    }
}
