package loa.sms;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.Role;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Held directives over HTTP, asked by the desk in the name of people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldDirectivesHttpEndToEndTest {
    private static final String HELD = "/api/v1/sms/held-directives";

    private final RunningService service = new RunningService();

    HeldDirectivesHttpEndToEndTest() throws IOException {}

    @AfterAll
    void close() throws IOException {
        service.close();
    }

    @Test
    void theDeskAsksInThePersonsNameAndTheChannelKeepsWhoDecided() {
        IssuedDirective directive = held();
        String path = HELD + "/" + directive.directive();
        service.pass("administrator", Channel.SMS, Role.ADMINISTRATOR);
        service.pass("auditor", Channel.SMS, Role.AUDITOR);
        service.pass("elsewhere", Channel.PUSH, Role.ADMINISTRATOR);
        assertThat(call("", "GET", HELD, null).statusCode()).isEqualTo(401);
        assertThat(call("elsewhere", "GET", HELD, null).statusCode()).as("a pass for another channel").isEqualTo(401);
        assertThat(call("auditor", "GET", HELD, null).statusCode()).isEqualTo(403);
        assertThat(call("drafter", "GET", HELD, null).statusCode()).isEqualTo(403);
        assertThat(call("administrator", "GET", HELD + "?state=x", null).statusCode()).isEqualTo(422);
        JsonNode item = RunningService.json(call("administrator", "GET", HELD, null)).path("items").path(0);
        assertThat(item.path("directive").asString()).isEqualTo(directive.directive().toString());
        assertThat(item.path("state").asString()).isEqualTo("held");

        HttpResponse<String> faulty = call("administrator", "POST", path + ":release", "{}");
        assertThat(RunningService.json(faulty).path("errors").findValuesAsString("pointer")).containsExactly("/revision", "/reason");
        assertThat(call("administrator", "POST", HELD + "/" + UUID.randomUUID() + ":drop", "{\"revision\": 1, \"reason\": \"x\"}")
                .statusCode()).isEqualTo(404);
        HttpResponse<String> dropped = call("administrator", "POST", path + ":drop", "{\"revision\": 1, \"reason\": \"Đã gửi hết\"}");
        assertThat(dropped.statusCode()).as(dropped.body()).isEqualTo(200);
        assertThat(RunningService.json(dropped).path("decision").path("by").asString()).isEqualTo("administrator");
        assertThat(call("administrator", "POST", path + ":drop", "{\"revision\": 1, \"reason\": \"x\"}").statusCode()).isEqualTo(200);
        HttpResponse<String> otherwise = call("administrator", "POST", path + ":release", "{\"revision\": 1, \"reason\": \"x\"}");
        assertThat(otherwise.statusCode()).isEqualTo(409);
        assertThat(RunningService.json(otherwise).path("state").asString()).isEqualTo("dropped");
        assertThat(RunningService.json(call("administrator", "GET", HELD, null)).path("items").size()).isZero();
        assertThat(RunningService.json(call("administrator", "GET", HELD + "?state=all", null)).path("items").path(0).path("decision")
                .path("reason").asString()).isEqualTo("Đã gửi hết");
    }

    /** As an empty schema would have taken it. */
    private IssuedDirective held() {
        IssuedDirective directive = service.issue("Mã K7M4Q2XD", BulletinClass.ROUTINE);
        JdbcClient jdbc = service.bean(JdbcClient.class);
        UUID id = UUID.fromString(directive.directive().toString());
        await().atMost(60, SECONDS).until(() -> jdbc
                .sql("update directive_taken set state = 'held' where directive = :id and state = 'planned'").param("id", id)
                .update() == 1);
        jdbc.sql("insert into held_directive (directive, revision, held_since) values (:id, 1, now())").param("id", id).update();
        return directive;
    }

    private HttpResponse<String> call(String who, String method, String path, @Nullable String body) {
        return service.call(who, method, path, body);
    }
}
