package loa.push;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.contract.Role;
import loa.delivery.Deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PushEndToEndTest {
    private static RunningService service;
    private static String administrator;

    @BeforeAll
    static void start() {
        service = RunningService.get();
        service.areas("99", "99001", "99001-03", "99002", "99002-01", "99002-02", "99003", "99003-01", "99003-02");
        administrator = service.personsKey(null, Role.ADMINISTRATOR);
    }

    @Test
    void anAppSubscribesWithoutAKeyAndNeedsTheKeyThatItGotFromThenOn() {
        String path = "/api/v1/push/devices/outside-tester-device-01";
        String body = "{\"token\":\"tok-1\",\"platform\":\"android\",\"areas\":[\"99001-03\"],\"language\":\"vi\"}";
        HttpResponse<String> first = service.put("", path, body);
        assertThat(first.statusCode()).isEqualTo(201);
        String key = RunningService.json(first).path("deviceKey").asString();
        assertThat(key).matches("dev_[A-Za-z0-9_-]{43}");
        assertThat(service.put("", path, body).statusCode()).isEqualTo(401);
        assertThat(service.put("dev_" + "x".repeat(43), path, body).statusCode()).isEqualTo(403);
        assertThat(service.put(administrator, path, body).statusCode()).isEqualTo(403);
        HttpResponse<String> second = service.put(key, path, body);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(RunningService.json(second).has("deviceKey")).isFalse();
        assertThat(service.delete("", path).statusCode()).isEqualTo(401);
        assertThat(service.delete(key, path).statusCode()).isEqualTo(204);
        assertThat(service.delete(key, path).statusCode()).isEqualTo(404);
    }

    @Test
    void theFirstCallMayShowAPersonsKey() {
        assertThat(service.put(administrator, "/api/v1/push/devices/with-a-persons-key-000001",
                "{\"token\":\"tok-p\",\"platform\":\"ios\",\"areas\":[\"99001\"]}").statusCode()).isEqualTo(201);
    }

    @Test
    void allFaultyFieldsAreNamedAtOnceAndTheTokenIsNotRepeated() {
        HttpResponse<String> answer = service.put("", "/api/v1/push/devices/short",
                "{\"token\":\"se cret\",\"platform\":\"fax\",\"areas\":[\"99009\",\"x\"],\"language\":\"Vietnamese\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(RunningService.json(answer).path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("/installation",
                "/token",
                "/platform", "/areas/0", "/areas/1", "/language");
        assertThat(answer.body()).doesNotContain("se cret");
        assertThat(service.put("", "/api/v1/push/devices/unknown-field-000000001", "{\"tokn\":\"a\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void aFileOfDevicesIsImportedRowByRow() {
        String csv = """
            installation,token,platform,areas,language
            imported-device-0000001,imp-1,android,99003-01,vi
            imported-device-0000002,imp-2,ios,99003-01|99003-02,
            imported-device-0000001,imp-1,android,99003-02,vi
            short,imp-3,android,99003-01,vi
            imported-device-0000004,imp-4,android,99009,vi
            """;
        assertThat(service.upload("", "/api/v1/push/devices:import", csv).statusCode()).isEqualTo(401);
        HttpResponse<String> started = service.upload(administrator, "/api/v1/push/devices:import", csv);
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        await().until(() -> RunningService.json(service.get(administrator, location)).path("state").asString(), "done"::equals);
        JsonNode report = RunningService.json(service.get(administrator, location));
        assertThat(List.of(report.path("rows").asInt(), report.path("added").asInt(), report.path("merged").asInt(),
                report.path("faulty").asInt())).containsExactly(5, 2, 1, 2);
        assertThat(report.path("faults").findValuesAsString("column")).containsExactly("installation", "areas");
        assertThat(service.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM device_area a JOIN device d ON d.id = a.device WHERE d.installation LIKE 'imported%'")
                .query(Integer.class).single()).isEqualTo(4);
    }

    @Test
    void anAreaThatTheDeskMakesAtThisMomentIsWaitedForAndWhatAFaultQuotesIsStoredSealed() {
        HttpResponse<String> started = service.upload(administrator, "/api/v1/push/devices:import", """
            installation,token,platform,areas
            early-device-000000001,tok-early,android,99003-05
            early-device-000000002,tok-late,android,not-an-area
            """);
        service.areas("99003-05");
        String location = started.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> RunningService.json(service.get(administrator, location)).path("state").asString(), "done"::equals);
        JsonNode report = RunningService.json(service.get(administrator, location));
        assertThat(List.of(report.path("added").asInt(), report.path("faulty").asInt())).containsExactly(1, 1);
        assertThat(report.at("/faults/0/detail").asString()).contains("not-an-area");
        assertThat(service.bean(JdbcClient.class).sql("SELECT detail FROM import_fault").query(byte[].class).list())
                .noneMatch(detail -> new String(detail, StandardCharsets.UTF_8).contains("not-an-area"));
    }

    @Test
    void anEmergencyReachesEachDeviceOnceAndARoutineDirectiveItsTopic() {
        for (int i = 0; i < 20; i++) {
            service.device("engine-device-%08d".formatted(i), "eng-" + i, "99002-0" + (1 + i % 2));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> service.sandbox("/sandbox/topics").path("area.99002.vi").asInt(),
                is -> is >= 20);
        IssuedDirective emergency = service.issue(BulletinClass.EMERGENCY, "99002", "99002-01", "99002-02");
        IssuedDirective routine = service.issue(BulletinClass.ROUTINE, "99002", "99002-01", "99002-02");
        await().atMost(Duration.ofSeconds(60)).until(() -> accepted(emergency) == 20 && accepted(routine) == 1);
        JsonNode pushes = service.sandbox("/sandbox/pushes?topic=area.99002.vi");
        assertThat(pushes.findValuesAsString("tag")).containsExactly(routine.directive().toString());
        assertThat(service.sandbox("/sandbox/summary").at("/fcm/duplicates").asInt()).isZero();
        assertThat(service.sandbox("/sandbox/pushes?token=eng-7").findValuesAsString("tag"))
                .containsExactly(emergency.directive().toString());
        assertThat(service.bean(JdbcClient.class)
                .sql("SELECT sum(reach) FROM delivery WHERE revision_key = revision_key(CAST(:id AS uuid), 1)")
                .param("id", routine.directive().value()).query(Integer.class).single()).isEqualTo(20);
    }

    private static long accepted(IssuedDirective directive) {
        return service.bean(Deliveries.class).inState(directive.directive(), "accepted", null, 100).size();
    }
}
