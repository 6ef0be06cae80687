package loa.sms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryTrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Amended in mid-run, and settled by a person. */
class AmendEndToEndTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int RECIPIENTS = 400;
    private static final String DELIVERIES = "/api/v1/sms/deliveries";
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningService();
        String rows = String.join("\n", IntStream.range(0, RECIPIENTS).mapToObj("091%07d,99001-01"::formatted).toList());
        var started = service.call("drafter", "POST", "/api/v1/sms/subscriptions:import", "phone,areas\n" + rows);
        String location = started.headers().firstValue("Location").orElseThrow();
        await().atMost(LONG)
                .until(() -> RunningService.json(service.call("drafter", "GET", location, null)).path("added").asInt() == RECIPIENTS);
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void whatIsAmendedInMidRunIsNotSentAnyMoreAndEverybodyGetsTheNewTextOnce() {
        service.behave("{\"seed\": 3, \"latencyMs\": 50, \"acceptedPerSecond\": 40}");
        IssuedDirective first = service.issue("Bão vào lúc 18 giờ. Mã K7M4Q2XD", BulletinClass.PRIORITY);
        await().atMost(LONG).until(() -> count(first, 1, "accepted") >= 40);

        IssuedDirective second = service.amend(first, "ĐÍNH CHÍNH: bão vào lúc 15 giờ. Mã K7M4Q2XD");

        await().atMost(LONG).until(() -> count(second, 2, "accepted") == RECIPIENTS);
        await().atMost(LONG).until(() -> count(first, 1, "accepted") + count(first, 1, "cancelled") == RECIPIENTS);
        assertThat(count(first, 1, "cancelled")).as("amended in mid-run").isPositive();
        assertThat(inState(first, "cancelled")).extracting(DeliveryTrace::reason).containsOnly("withdrawn");
        Instant acknowledged = service.bean(JdbcClient.class).sql("select acknowledged_at from withdrawal where directive = :id")
                .param("id", first.directive().value()).query((rs, _) -> rs.getObject(1, OffsetDateTime.class)).single().toInstant();
        List<JsonNode> old = messages("18 giờ");
        assertThat(old).hasSize(count(first, 1, "accepted"));
        assertThat(old).allMatch(message -> at(message).isBefore(acknowledged.plusSeconds(2)));
        List<JsonNode> corrected = messages("15 giờ");
        Set<String> phones = new HashSet<>();
        corrected.forEach(message -> phones.add(message.path("to").asString()));
        assertThat(corrected).hasSize(RECIPIENTS);
        assertThat(phones).hasSize(RECIPIENTS);
        assertThat(sums(first, 1)).as("the counts add up").isEqualTo(RECIPIENTS);
        assertThat(sums(second, 2)).isEqualTo(RECIPIENTS);
    }

    @Test
    void whatNobodyKnowsIsListedWithMaskedNumbersAndSettledByAPerson() {
        service.behave("{\"seed\": 4, \"faults\": [{\"kind\": \"drop-before-accept\", \"share\": 1}]}");
        IssuedDirective directive = service.issue("Cắt nước. Mã K7M4Q2XD", BulletinClass.PRIORITY);
        String list = DELIVERIES + "?limit=2&state=unknown&directive=" + directive.directive();
        await().atMost(LONG).until(() -> items(list).size() == 2);
        List<String> ids = items(list).findValuesAsString("delivery");
        assertThat(items(list).findValuesAsString("phone")).allMatch(phone -> phone.startsWith("+84•••••"));

        String accepted = "{\"deliveries\": [\"%s\"], \"as\": \"accepted\", \"reason\": \"Theo danh sách của nhà mạng\"}"
                .formatted(ids.getFirst());
        assertThat(service.call("drafter", "POST", DELIVERIES + ":settle", accepted).statusCode()).isEqualTo(403);
        assertThat(service.call("approver", "POST", DELIVERIES + ":settle", accepted).body()).isEqualTo("{\"settled\":1,\"unchanged\":0}");
        assertThat(service.call("approver", "POST", DELIVERIES + ":settle", accepted).body()).isEqualTo("{\"settled\":0,\"unchanged\":1}");
        assertThat(inState(directive, "accepted")).extracting(DeliveryTrace::reason).containsExactly("settled-by-person");

        var refused = service.call("approver", "POST", DELIVERIES + ":settle", """
            {"deliveries": ["%s", "019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11", "x"], "as": "send-again", "reason": "Gửi lại"}
            """.formatted(ids.getFirst()));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(RunningService.json(refused).path("errors").findValuesAsString("code")).containsExactly("unknown-delivery");
        var both = service.call("approver", "POST", DELIVERIES + ":settle", """
            {"deliveries": ["%s", "019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11"], "as": "send-again", "reason": "Gửi lại"}
            """.formatted(ids.getFirst()));
        assertThat(RunningService.json(both).path("errors").findValuesAsString("code")).containsExactly("already-settled",
                "unknown-delivery");
        var nothing = service.call("approver", "POST", DELIVERIES + ":settle", "{\"as\": \"sent\"}");
        assertThat(RunningService.json(nothing).path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/deliveries",
                "/as",
                "/reason");

        service.behave("{\"seed\": 5}");
        assertThat(service.call("approver", "POST", DELIVERIES + ":settle", """
            {"deliveries": ["%s"], "as": "send-again", "reason": "Chưa tới"}
            """.formatted(ids.getLast())).statusCode()).isEqualTo(200);
        await().atMost(LONG)
                .until(() -> inState(directive, "accepted").stream().anyMatch(t -> t.delivery().toString().equals(ids.getLast())));
    }

    private static JsonNode items(String path) {
        return RunningService.json(service.call("approver", "GET", path, null)).path("items");
    }

    private static List<DeliveryTrace> inState(IssuedDirective directive, String state) {
        return service.bean(Deliveries.class).inState(directive.directive(), state, null, 10_000);
    }

    private static int count(IssuedDirective directive, int revision, String state) {
        return (int) inState(directive, state).stream().filter(trace -> trace.revision() == revision).count();
    }

    private static int sums(IssuedDirective directive, int revision) {
        return service.bean(JdbcClient.class).sql("""
            select sum(sending + deferred + unknown + accepted + refused + gone + expired + cancelled)::int from tally
            where directive = :directive and revision = :revision having sum(audience) = :audience
            """).param("directive", directive.directive().value()).param("revision", revision).param("audience", RECIPIENTS)
                .query(Integer.class).single();
    }

    private static List<JsonNode> messages(String words) {
        return service.sandbox("/sandbox/messages?limit=5000").path("items").valueStream()
                .filter(message -> message.path("body").asString().contains(words)).toList();
    }

    private static Instant at(JsonNode message) {
        return OffsetDateTime.parse(message.path("acceptedAt").asString()).toInstant();
    }
}
