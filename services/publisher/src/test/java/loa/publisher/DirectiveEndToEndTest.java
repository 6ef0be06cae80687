package loa.publisher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.EventVerifier;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.contract.Verification;

import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Directives by HTTP, from draft to what Kafka gets to see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectiveEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    private LoaEvent event(ConsumerRecord<String, byte[]> record) {
        Verification verification = new EventVerifier(new KeyDirectory(desk.keys()).ring()).verify(record);
        assertThat(verification).isInstanceOf(Verification.Genuine.class);
        return ((Verification.Genuine) verification).event();
    }

    private static String code(Desk.Answer answer) {
        return answer.status() + " " + answer.json().path("code").asString("")
                + answer.json().path("type").asString("").replace("urn:loa:problem:", "");
    }

    @Test
    void aDirectiveGoesFromDraftToKafka() {
        Desk.Answer drafted = desk.post("drafter", "/api/v1/directives", Samples.draft(), "Idempotency-Key", "t1");
        assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
        assertThat(drafted.header("ETag")).isEqualTo("\"1\"");
        assertThat(drafted.json().path("areas").toString()).isEqualTo("[\"99001\",\"99002-01\"]");
        assertThat(drafted.json().path("warnings").toString()).contains("99001-02");

        String path = Samples.issued(desk, Samples.draft());
        JsonNode directive = desk.get("auditor", path).json();
        assertThat(directive.path("version").asInt()).isEqualTo(4);
        assertThat(directive.path("state").asString()).isEqualTo("issued");
        assertThat(directive.path("source").path("text").asString()).isEqualTo("Kính gửi: các cấp ủy");
        assertThat(directive.path("history").findValuesAsString("act")).containsExactly("drafted", "submitted", "approved", "issued");
        assertThat(directive.path("history").findValuesAsString("by")).containsExactly("drafter", "drafter", "approver", "approver");
        try (var topic = new TopicReader(Topics.DIRECTIVES)) {
            ConsumerRecord<String, byte[]> record = topic.await(1, r -> r.key().equals(idIn(path))).getFirst();
            assertThat(event(record)).isInstanceOfSatisfying(LoaEvent.DirectiveIssued.class, issued -> {
                assertThat(issued.content().coveredAreas()).extracting(AreaCode::value).containsExactly("99001", "99001-01", "99001-02",
                        "99002-01");
                assertThat(issued.content().bulletinsOf(Channel.SMS).getFirst().text())
                        .isEqualTo("Thông báo theo CV 293. Mã " + directive.path("checkCode").asString());
            });
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("Kính gửi", "drafter", "approver");
        }
    }

    @Test
    void aDraftMayBeIncompleteAndSubmitTellsAllThatIsMissing() {
        String path = Samples.drafted(desk, "{\"channels\": [\"push\"], \"bulletins\": [{\"channel\": \"push\", \"text\": \"x\"}]}");
        Desk.Answer refused = desk.post("drafter", path + ":submit", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/issuingBody", "/bulletinClass",
                "/areas", "/expires", "/bulletins/0/title");
        assertThat(desk.get("drafter", path).json().path("state").asString()).isEqualTo("draft");
    }

    @Test
    void allFaultsOfADraftAreToldAtOnce() {
        Desk.Answer refused = desk.post("drafter", "/api/v1/directives",
                """
                    {"bulletinClass": "urgent", "areas": ["99001", "99009", "x"], "expires": "2020-01-01T00:00:00+07:00", "effective": "2026-11-22T00:00:00"}
                    """);
        assertThat(code(refused)).isEqualTo("422 invalid-field");
        assertThat(refused.json().path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/bulletinClass", "/areas/1",
                "/areas/2", "/expires", "/effective");
        assertThat(code(desk.post("drafter", "/api/v1/directives", "{\"bulletin\": []}"))).isEqualTo("400 unreadable");
    }

    @Test
    void whoeverDraftedOrChangedDoesNotApprove() {
        String path = Samples.drafted(desk, Samples.draft());
        assertThat(desk.put("chief", path, Samples.draft(), "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(desk.post("drafter", path + ":submit", "").status()).isEqualTo(200);
        assertThat(code(desk.post("chief", path + ":approve", "", "If-Match", "\"3\""))).isEqualTo("403 same-person");
        assertThat(code(desk.post("drafter", path + ":approve", "", "If-Match", "\"3\""))).isEqualTo("403 forbidden");
        assertThat(desk.post("approver", path + ":approve", "", "If-Match", "\"3\"").status()).isEqualTo(200);
    }

    @Test
    void anApproverSaysWhichVersionHeHasSeen() {
        String path = Samples.drafted(desk, Samples.draft());
        desk.post("drafter", path + ":submit", "");
        assertThat(code(desk.post("approver", path + ":approve", ""))).isEqualTo("428 version-required");
        assertThat(code(desk.post("approver", path + ":approve", "", "If-Match", "\"1\""))).isEqualTo("412 stale");
        assertThat(code(desk.put("drafter", path, Samples.draft()))).isEqualTo("428 version-required");
        assertThat(code(desk.put("drafter", path, Samples.draft(), "If-Match", "\"7\""))).isEqualTo("412 stale");
        assertThat(code(desk.post("approver", path + ":return", "{\"reason\": \"Sửa\"}", "If-Match", "\"1\""))).isEqualTo("412 stale");
    }

    @Test
    void whatIsChangedMustBeApprovedAgain() {
        String path = Samples.approved(desk, Samples.draft());
        Desk.Answer changed = desk.put("drafter", path, Samples.draft(), "If-Match", "\"3\"");
        assertThat(changed.json().path("state").asString()).isEqualTo("draft");
        assertThat(code(desk.post("approver", path + ":issue", ""))).isEqualTo("409 wrong-state");
    }

    @Test
    void aRepetitionBySamePersonChangesNothing() {
        String path = Samples.issued(desk, Samples.draft());
        Desk.Answer again = desk.post("approver", path + ":issue", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("version").asInt()).isEqualTo(4);
        assertThat(desk.post("drafter", path + ":submit", "").status()).as("a retry after others have acted").isEqualTo(200);
        Desk.Answer byAnother = desk.post("chief", path + ":issue", "");
        assertThat(code(byAnother)).isEqualTo("409 wrong-state");
        assertThat(byAnother.json().path("state").asString()).isEqualTo("issued");
    }

    @Test
    void aReturnedDirectiveCanBeChangedAndSubmittedAgain() {
        String path = Samples.drafted(desk, Samples.draft());
        desk.post("drafter", path + ":submit", "");
        assertThat(code(desk.post("approver", path + ":return", "{}"))).isEqualTo("422 invalid-field");
        Desk.Answer returned = desk.post("approver", path + ":return", "{\"reason\": \"Thiếu thời gian\"}");
        assertThat(returned.json().path("state").asString()).isEqualTo("returned");
        assertThat(returned.json().path("history").path(2).path("reason").asString()).isEqualTo("Thiếu thời gian");
        assertThat(desk.put("drafter", path, Samples.draft(), "If-Match", "\"3\"").json().path("state").asString()).isEqualTo("returned");
        assertThat(desk.post("drafter", path + ":submit", "").json().path("state").asString()).isEqualTo("submitted");
    }

    @Test
    void aCancelledDirectiveIsToldToTheChannelsOnce() {
        String path = Samples.issued(desk, Samples.draft());
        String reason = "{\"reason\": \"Tin sai\"}";
        assertThat(desk.post("approver", path + ":cancel", reason).json().path("state").asString()).isEqualTo("cancelled");
        assertThat(desk.post("approver", path + ":cancel", reason).status()).isEqualTo(200);
        assertThat(code(desk.post("chief", path + ":cancel", reason))).isEqualTo("409 wrong-state");
        String never = Samples.approved(desk, Samples.draft());
        assertThat(desk.post("approver", never + ":cancel", reason).json().path("state").asString()).isEqualTo("cancelled");
        try (var topic = new TopicReader(Topics.DIRECTIVES)) {
            assertThat(topic.await(2, r -> r.key().equals(idIn(path))).stream().map(this::event)).satisfiesExactly(
                    first -> assertThat(first).isInstanceOf(LoaEvent.DirectiveIssued.class),
                    second -> assertThat(second).isInstanceOf(LoaEvent.DirectiveCancelled.class));
            assertThat(topic.await(0, r -> r.key().equals(idIn(never)))).isEmpty();
        }
    }

    @Test
    void timeIssuesAndExpiresOnceAmongTwoInstances() {
        try (Desk other = desk.another()) {
            OffsetDateTime effective = in(2);
            String path = Samples.issued(desk, Samples.draft(effective, effective.plusSeconds(4)));
            assertThat(other.get("auditor", path).json().path("state").asString()).isEqualTo("scheduled");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(
                    () -> assertThat(other.get("auditor", path).json().path("state").asString()).isEqualTo("expired"));
            assertThat(desk.get("auditor", path).json().path("history").findValuesAsString("act")).containsExactly("drafted", "submitted",
                    "approved", "scheduled", "issued", "expired");
            assertThat(code(desk.post("approver", path + ":cancel", "{\"reason\": \"x\"}"))).isEqualTo("409 wrong-state");
            try (var topic = new TopicReader(Topics.DIRECTIVES)) {
                assertThat(topic.await(1, r -> r.key().equals(idIn(path)))).hasSize(1);
            }
        }
    }

    @Test
    void whatWasApprovedTooLongAgoIsNotIssued() {
        String path = Samples.approved(desk, Samples.draft(null, in(4)));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Desk.Answer refused = desk.post("chief", path + ":issue", "", "If-Match", "\"0\"");
            assertThat(refused.status()).isEqualTo(412);
            assertThat(in(0)).isAfter(OffsetDateTime.parse(desk.get("auditor", path).json().path("expires").asString()));
        });
        Desk.Answer refused = desk.post("approver", path + ":issue", "");
        assertThat(refused.json().path("errors").findValuesAsString("pointer")).containsExactly("/expires");
    }

    @Test
    void anAreaOutsideOnesOwnIsForbidden() {
        assertThat(code(desk.post("clerk", "/api/v1/directives", "{\"areas\": [\"99002\"]}"))).isEqualTo("403 forbidden");
        assertThat(desk.post("clerk", "/api/v1/directives", "{\"areas\": [\"99001-01\"]}").status()).isEqualTo(201);
        String path = Samples.drafted(desk, Samples.draft());
        assertThat(code(desk.put("clerk", path, "{}", "If-Match", "\"1\""))).isEqualTo("403 forbidden");
    }

    @Test
    void listsAreFilteredAndLeaveTheLongPartsOut() {
        Samples.drafted(desk, "{}");
        String path = Samples.issued(desk, Samples.draft());
        JsonNode list = desk.get("auditor", "/api/v1/directives?state=issued&bulletinClass=emergency&area=99001-01&from="
                + in(-3600).toLocalDate() + "&limit=500").json();
        JsonNode found = list.path("items").valueStream().filter(i -> i.path("id").asString().equals(idIn(path))).findFirst().orElseThrow();
        assertThat(found.has("history")).isFalse();
        assertThat(found.path("source").has("text")).isFalse();
        assertThat(desk.get("auditor", "/api/v1/directives?area=99&limit=500").json().path("items").toString()).contains(idIn(path));
        assertThat(desk.get("auditor", "/api/v1/directives?area=99002&limit=500").json().path("items").toString()).contains(idIn(path));
        assertThat(desk.get("auditor", "/api/v1/directives?to=2026-01-01").json().path("items")).isEmpty();
        assertThat(desk.get("auditor", "/api/v1/directives?limit=1").json().path("next").isNull()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"?state=x, ?state", "?bulletinClass=x, ?bulletinClass", "?exercise=x, ?exercise", "?state=amended, ?state",
            "?area=x, ?area", "?from=x, ?from", "?limit=0, ?limit",
            "?cursor=%21, ?cursor", "?cursor=AA, ?cursor"})
    void anUnknownFilterIsAFault(String query, String pointer) {
        Desk.Answer refused = desk.get("auditor", "/api/v1/directives" + query);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsString("pointer")).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/directives/x", "/api/v1/directives/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11",
            "/api/v1/directives/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/progress",
            "/api/v1/directives/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/preview",
            "/api/v1/areas/99009", "/api/v1/areas/x"})
    void whatThereIsNotIsNotFound(String path) {
        assertThat(code(desk.get("auditor", path))).isEqualTo("404 not-found");
    }

    @Test
    void anActTakesNoBodyThatMeansMore() {
        String path = Samples.drafted(desk, Samples.draft());
        assertThat(code(desk.post("drafter", path + ":submit", "{\"breakGlass\": {\"reason\": \"x\"}}"))).isEqualTo("400 unreadable");
        assertThat(desk.post("drafter", path + ":submit", "{}").status()).isEqualTo(200);
        assertThat(code(desk.post("approver", path + ":approve", "{\"x\": 1}", "If-Match", "*"))).isEqualTo("400 unreadable");
        assertThat(desk.post("approver", path + ":approve", "{}", "If-Match", "*").status()).isEqualTo(200);
        assertThat(code(desk.post("approver", path + ":issue", "{\"breakGlass\": {\"reason\": \"x\"}}"))).isEqualTo("400 unreadable");
        assertThat(desk.get("auditor", path).json().path("state").asString()).isEqualTo("approved");
    }

    @Test
    void anOlderRevisionIsFoundByItsNumber() {
        String path = Samples.issued(desk, Samples.draft());
        assertThat(desk.get("auditor", path + "?revision=1").status()).isEqualTo(200);
        assertThat(code(desk.get("auditor", path + "?revision=2"))).isEqualTo("404 not-found");
    }

    @Test
    void faultsAreInVietnameseUnlessAskedForInEnglish() {
        String body = "{\"areas\": [\"99009\"]}";
        assertThat(desk.post("drafter", "/api/v1/directives", body).raw().body()).contains("Không có địa bàn 99009.");
        assertThat(desk.post("drafter", "/api/v1/directives", body, "Accept-Language", "en").raw().body())
                .contains("There is no area 99009.");
    }

    @Test
    void withoutAKeyNothingIsTold() {
        assertThat(code(desk.get("", "/api/v1/directives"))).isEqualTo("401 unauthenticated");
    }
}
