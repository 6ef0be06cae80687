package loa.publisher;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import loa.contract.KeyDirectory;
import loa.contract.RecordVerifier;
import loa.contract.StateRecord;
import loa.contract.Topics;

import static org.assertj.core.api.Assertions.assertThat;

/** Areas over HTTP and on their topic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AreasEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    private JsonNode list(String query) {
        return desk.get("auditor", "/api/v1/areas" + query).json().path("items");
    }

    @ParameterizedTest
    @CsvSource({"'', 99", "?parent=99001, 99001-01 99001-02", "?q=DONG, 99001 99001-01", "?q=đoài, 99001-02", "?q=lang+dong, 99001-01",
            "?parent=99&type=ward, 99002", "?q=dong&type=village, 99001-01", "?q=%25, ''", "?at=2025-06-30, ''"})
    void areasAreFound(String query, String codes) {
        assertThat(String.join(" ", list(query).findValuesAsString("code"))).isEqualTo(codes);
    }

    @Test
    void aSearchWithControlCharactersIsAFault() {
        assertThat(desk.get("auditor", "/api/v1/areas?q=%00").status()).isEqualTo(422);
        assertThat(desk.get("auditor", "/api/v1/areas?cursor=AA").status()).isEqualTo(422);
    }

    @Test
    void anAreaHasItsPath() {
        JsonNode area = desk.get("auditor", "/api/v1/areas/99001-01").json();
        assertThat(area.path("path").toString()).isEqualTo("[\"99\",\"99001\",\"99001-01\"]");
        assertThat(area.path("aliases").toString()).isEqualTo("[\"Thôn 1\",\"Làng Đông\"]");
        assertThat(area.path("validFrom").asString()).isEqualTo("2025-07-01");
    }

    @Test
    void anImportIsAllOrNothing() {
        JsonNode report = desk.importAndAwait("""
            code,parent_code,type,name,valid_from
            98,,province,Tỉnh Khác,2025-07-01
            98001,90,commune,Xã Mồ Côi,2025-07-01
            """);
        assertThat(report.path("state").asString()).isEqualTo("failed");
        assertThat(report.path("faults").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(report.path("faults").path(0).path("code").asString()).isEqualTo("unknown-parent");
        assertThat(desk.get("auditor", "/api/v1/areas/98").status()).isEqualTo(404);
        assertThat(desk.post("drafter", "/api/v1/areas:import", "x").status()).isEqualTo(403);
    }

    @Test
    void theSameFileAgainChangesNothing() {
        JsonNode report = desk.importAndAwait(Samples.AREAS);
        assertThat(report.path("unchanged").asInt()).as(report.toString()).isEqualTo(6);
    }

    @Test
    void areasAndKeysStandSignedOnTheirTopics() {
        var verifier = new RecordVerifier(new KeyDirectory(desk.keys()).ring());
        try (var areas = new TopicReader(Topics.AREAS); var access = new TopicReader(Topics.ACCESS)) {
            assertThat(areas.await(6, r -> verifier.verify(r) instanceof StateRecord.Genuine)).extracting(r -> r.key())
                    .contains("99001-01");
            assertThat(access.await(6, r -> verifier.verify(r) instanceof StateRecord.Genuine))
                    .allSatisfy(r -> assertThat(new String(r.value(), StandardCharsets.UTF_8)).doesNotContain("\"holder\":\"drafter\"",
                            "loa_"));
        }
    }
}
