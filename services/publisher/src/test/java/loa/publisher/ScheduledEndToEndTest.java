package loa.publisher;

import java.time.Duration;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is to go out by itself, and what hinders it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScheduledEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    private String scheduled(String area, OffsetDateTime effective) {
        return Samples.issued(desk, Samples.draft(effective, in(3_600)).replace("\"99001\", \"99001-02\", \"99002-01\"",
                "\"" + area + "\""));
    }

    private void awaitState(String path, String state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(desk.get("auditor", path).json().path("state").asString()).isEqualTo(state));
    }

    @Test
    void whatNoLongerHoldsIsHeldBackAndShown() {
        String path = scheduled("99002-01", in(3));
        JsonNode ended = desk.importAndAwait("""
            code,parent_code,type,name,valid_from,valid_to
            99002-01,99002,residential-group,Tổ dân phố 1,2025-07-01,2025-12-31
            """);
        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("done");

        awaitState(path, "approved");
        JsonNode held = desk.get("auditor", path).json();
        assertThat(held.path("history").findValuesAsString("act")).containsExactly("drafted", "submitted", "approved", "scheduled",
                "withheld");
        assertThat(held.path("history").path(4).path("reason").asString()).contains("Không có địa bàn 99002-01.",
                "There is no area 99002-01.");
        assertThat(held.path("warnings").toString()).contains("chưa ban hành");
        String page = PagesClient.signedIn(desk, "approver").get("/directives/" + idIn(path)).body();
        assertThat(page).contains("giữ lại, chưa ban hành", "Đã đến giờ hẹn nhưng chưa ban hành");
        assertThat(desk.post("approver", path + ":issue", "").status()).as("it is no repetition").isEqualTo(422);
        assertThat(desk.post("clerk", path + ":cancel", "{\"reason\": \"x\"}").status()).as("not known to be within his area")
                .isEqualTo(403);
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        OffsetDateTime effective = in(2);
        String broken = scheduled("99001-01", effective.minusSeconds(1));
        String good = scheduled("99001-01", effective);
        desk.bean(JdbcClient.class).sql("update revision set bulletins = '{}' where directive = cast(:id as uuid)")
                .param("id", idIn(broken)).update();

        awaitState(good, "issued");
    }
}
