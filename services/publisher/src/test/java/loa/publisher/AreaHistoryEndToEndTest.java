package loa.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import loa.contract.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Areas through time, and those of the whole country. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AreaHistoryEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void aCodeNamesTheAreaThatIsValidOnTheDay() {
        desk.importAndAwait("""
            code,parent_code,type,name,valid_from
            97,,province,Tỉnh Cũ,2025-07-01
            """);
        desk.importAndAwait("""
            code,parent_code,type,name,valid_from
            97,,province,Tỉnh Mới,2026-01-01
            """);
        JsonNode before = desk.get("auditor", "/api/v1/areas/97?at=2025-12-31").json();
        assertThat(before.path("name").asString()).isEqualTo("Tỉnh Cũ");
        assertThat(before.path("validTo").asString()).isEqualTo("2025-12-31");
        assertThat(before.path("successors").toString()).isEqualTo("[\"97\"]");
        assertThat(desk.get("auditor", "/api/v1/areas/97?at=2026-01-01").json().path("name").asString()).isEqualTo("Tỉnh Mới");
    }

    @Test
    void theAreasOfTheCountryAreImportedInSeconds() throws IOException {
        Path file = Path.of("").toAbsolutePath().resolve("../../../shared/data/areas-vn.csv").normalize();
        assumeTrue(Files.exists(file), "There is no " + file + ".");
        JsonNode report = desk.importAndAwait(Files.readString(file));
        assertThat(report.path("state").asString()).as(report.toString()).isEqualTo("done");
        assertThat(report.path("added").asInt()).isEqualTo(3_355);
        assertThat(Duration.between(OffsetDateTime.parse(report.path("startedAt").asString()),
                OffsetDateTime.parse(report.path("endedAt").asString()))).isLessThan(Duration.ofSeconds(20));
        assertThat(desk.get("auditor", "/api/v1/areas?q=hoang+sa").json().path("items").findValuesAsString("name"))
                .contains("Đặc khu Hoàng Sa");
        try (var topic = new TopicReader(Topics.AREAS)) {
            assertThat(topic.await(3_355, r -> r.key().length() < 6)).hasSizeGreaterThanOrEqualTo(3_355);
        }
    }
}
