package loa.standalone.fault;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./loa faults --short}: 2,000 texts by two instances, three brokers and a database that die one after the other. */
class FaultsEndToEndTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void nothingIsLostAndNoTextGoesOutTwiceWhileServiceBrokerAndDatabaseAreKilled() {
        List<Row> rows = new EverythingDies().play(new Scenario.Scene(directory.resolve("stage"), FaultsCommand.SHORT, true, System.out));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.broken()).isEmpty();
            assertThat(row.lost()).isZero();
            assertThat(row.duplicates()).isZero();
            assertThat(row.unknown()).isZero();
        });
    }
}
