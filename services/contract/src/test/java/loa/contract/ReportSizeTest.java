package loa.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A report names every area of its shard: it has to go through a broker as it comes, where a record may have one mebibyte. */
class ReportSizeTest {
    private static final int AREAS = 2_800;
    private static final int MOST_BY_DEFAULT = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void aReportOfTwentyEightHundredAreasFitsIntoARecordAlsoUncompressed() {
        ProducerRecord<String, byte[]> usual = signed(1_000);
        ProducerRecord<String, byte[]> largest = signed(12_000_000);

        System.out.printf("a report of %d areas: %d bytes, with lz4 %d; counts of seven digits: %d, %d%n", AREAS,
                size(usual, Compression.NONE),
                size(usual, Compression.lz4().build()), size(largest, Compression.NONE), size(largest, Compression.lz4().build()));
        assertThat(size(usual, Compression.NONE)).isLessThan(MOST_BY_DEFAULT / 2 + MOST_BY_DEFAULT / 8);
        assertThat(size(largest, Compression.NONE)).isLessThan(MOST_BY_DEFAULT);
        assertThat(size(largest, Compression.lz4().build())).isLessThan(MOST_BY_DEFAULT / 4);
    }

    private ProducerRecord<String, byte[]> signed(long most) {
        LoaEvent.DeliveryReport sample = Samples.report();
        List<LoaEvent.AreaCounts> areas = IntStream.range(0, AREAS).mapToObj(i -> {
            long each = (most + i) / 12;
            var counts = new Counts(each * 8, each, each, each, each, each, each, each, each, 0, each, 0);
            return new LoaEvent.AreaCounts(new AreaCode("%05d-%03d".formatted(99_000 + i / 28, 100 + i % 28)), counts);
        }).toList();
        var report = new LoaEvent.DeliveryReport(sample.directive(), 1, Channel.SMS, 3, Long.MAX_VALUE, Planning.COMPLETE, null, areas,
                sample.failures(), sample.firstAttemptAt(), sample.lastAttemptAt(), null, sample.asOf());
        return new EventSigner(Samples.keys(directory).signingKey("k1"), "/loa/sms", Samples.CLOCK).sign(Topics.DELIVERY_REPORTS, report);
    }

    private static int size(ProducerRecord<String, byte[]> record, Compression compression) {
        return MemoryRecords.withRecords(compression,
                new SimpleRecord(0, record.key().getBytes(java.nio.charset.StandardCharsets.UTF_8), record.value(),
                        record.headers().toArray()))
                .sizeInBytes();
    }
}
