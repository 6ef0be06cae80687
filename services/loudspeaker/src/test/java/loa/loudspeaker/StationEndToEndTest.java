package loa.loudspeaker;

import java.net.http.HttpResponse;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import loa.contract.Role;

import static org.assertj.core.api.Assertions.assertThat;

class StationEndToEndTest {
    private static RunningService service;
    private static String administrator;

    @BeforeAll
    static void start() {
        service = RunningService.get();
        service.areas("99", "99003", "99003-01", "99003-02", "99003-03", "99004");
        administrator = service.personsKey(null, Role.ADMINISTRATOR);
    }

    @Test
    void onlyNameAndAreaAreNeededAndTheKeyIsShownOnce() {
        HttpResponse<String> made = put("LOA-99003-01", administrator, "{\"name\": \"Cụm loa thôn Đông\", \"area\": \"99003-01\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode station = service.json(made);
        assertThat(station.path("key").asString()).matches("sta_[A-Za-z0-9_-]{43}");
        assertThat(station.path("verificationKey").path("ed25519").asString()).isEqualTo(service.keys().ring().publicKey("k1"));
        assertThat(station.path("kind").asString()).isEqualTo("fixed");
        assertThat(station.path("sessions").toString()).isEqualTo(
                "[{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"from\":\"05:30\",\"to\":\"06:30\"},{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\"],\"from\":\"17:00\",\"to\":\"18:00\"}]");
        assertThat(station.path("quietHours").toString()).isEqualTo("{\"from\":\"21:00\",\"to\":\"05:30\"}");
        assertThat(station.path("dailyBudgetMinutes").asInt()).isEqualTo(45);
        assertThat(station.path("volume").toString()).isEqualTo("{\"routine\":60,\"priority\":70,\"emergency\":100}");
        HttpResponse<String> changed = put("LOA-99003-01", administrator,
                "{\"name\": \"Cụm loa\", \"area\": \"99003-01\", \"kind\": \"pc\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).doesNotContain("sta_");
        HttpResponse<String> seen = service.get(administrator, "/api/v1/stations/LOA-99003-01");
        assertThat(seen.body()).doesNotContain("sta_", "verificationKey");
        assertThat(service.json(seen).path("kind").asString()).isEqualTo("pc");
        assertThat(service.json(seen).path("health").path("silent").asBoolean()).isTrue();
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        HttpResponse<String> answer = put("LOA-99003-09", administrator,
                "{\"area\": \"99009\", \"kind\": \"boat\", \"sessions\": [{\"days\": [\"mon\"], \"from\": \"05:30\", \"to\": \"25:00\"}], \"volume\": {\"routine\": 101}}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(service.json(answer).path("errors").valueStream().map(e -> e.path("pointer").asString())).containsExactlyInAnyOrder(
                "/name",
                "/area", "/kind", "/sessions/0", "/volume/routine");
    }

    @Test
    void anOperatorActsInHisAreaAlone() {
        String operator = service.personsKey("99003", Role.OPERATOR);
        String stranger = service.personsKey("99004", Role.OPERATOR);
        String drafter = service.personsKey(null, Role.DRAFTER);
        String body = "{\"name\": \"Cụm loa\", \"area\": \"99003-02\"}";
        assertThat(put("LOA-99003-02", drafter, body).statusCode()).isEqualTo(403);
        assertThat(put("LOA-99003-02", stranger, body).statusCode()).isEqualTo(403);
        assertThat(put("LOA-99003-02", operator, body).statusCode()).isEqualTo(201);
        assertThat(put("LOA-99003-02", operator, body.replace("99003-02\"", "99004\"")).statusCode()).isEqualTo(403);
        assertThat(service.get(stranger, "/api/v1/stations/LOA-99003-02").statusCode()).isEqualTo(403);
        assertThat(service.json(service.get(stranger, "/api/v1/stations?area=99003")).path("items").size()).isZero();
        JsonNode list = service.json(service.get(operator, "/api/v1/stations?area=99003-02&limit=1"));
        assertThat(list.path("items").get(0).path("code").asString()).isEqualTo("LOA-99003-02");
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(service.get(null, "/api/v1/stations").statusCode()).isEqualTo(401);
    }

    @Test
    void afterRotationBothKeysOpenForAWhile() {
        JsonNode made = service.json(put("LOA-99003-03", administrator, "{\"name\": \"Cụm loa\", \"area\": \"99003-03\"}"));
        JsonNode rotated = service.json(service.post(administrator, "/api/v1/stations/LOA-99003-03:rotate-key", ""));
        assertThat(OffsetDateTime.parse(rotated.path("previousValidUntil").asString())).isAfter(OffsetDateTime.now().plusHours(1));
        for (JsonNode key : new JsonNode[]{made.path("key"), rotated.path("key")}) {
            assertThat(service.get(key.asString(), "/api/v1/stations/LOA-99003-03/playlist.json", "If-None-Match", "\"x\"").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeartbeatShowsThatAStationLivesAndHowItsClockGoes() {
        String station = "/api/v1/stations/LOA-99003-05";
        String key = service.json(put("LOA-99003-05", administrator, "{\"name\": \"Cụm loa\", \"area\": \"99003\"}")).path("key")
                .asString();
        String beat = "{\"at\": \"%s\", \"playing\": null, \"playlistVersion\": 7, \"clipsCached\": 12, \"software\": \"loa-player 1.0\", \"freeBytes\": 812000000}";
        HttpResponse<String> answer = service.post(key, station + "/heartbeat", beat.formatted(OffsetDateTime.now()));
        assertThat(answer.body()).matches("\\{\"now\":\"[0-9T:.-]+\\+07:00\"}");
        JsonNode health = service.json(service.get(administrator, station)).path("health");
        assertThat(health.path("silent").asBoolean()).isFalse();
        assertThat(health.path("clockFault").asBoolean()).isFalse();
        service.post(key, station + "/heartbeat", beat.formatted(OffsetDateTime.now().plusMinutes(1)));
        assertThat(service.json(service.get(administrator, station)).path("health").path("clockFault").asBoolean()).isTrue();
        assertThat(service.post(administrator, station + "/heartbeat", beat.formatted(OffsetDateTime.now())).statusCode()).isEqualTo(403);
        assertThat(service.post(key, station + "/heartbeat", "{\"at\": \"2026-11-22T14:00:00\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void faultyEntriesComeBackAndTheOthersAreStored() {
        String key = service.json(put("LOA-99003-06", administrator, "{\"name\": \"Cụm loa\", \"area\": \"99003\"}")).path("key")
                .asString();
        String entry = "{\"item\": \"019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11\", \"start\": \"2026-11-01T17:00:00+07:00\", \"end\": \"2026-11-01T17:00:41+07:00\", \"outcome\": \"%s\", \"playedSeconds\": 41.5}";
        String entries = "{\"entries\": [" + entry.formatted("done") + "," + entry.formatted("completed") + ","
                + entry.formatted("completed") + "]}";
        assertThat(service.post(key, "/api/v1/stations/LOA-99003-06/as-run", entries).body())
                .isEqualTo("{\"stored\":1,\"known\":1,\"unmatched\":1,\"faulty\":[{\"index\":0,\"reason\":\"invalid-outcome\"}]}");
        String many = "{\"entries\": [" + "{},".repeat(1000) + "{}]}";
        assertThat(service.post(key, "/api/v1/stations/LOA-99003-06/as-run", many).statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> put(String code, String key, String body) {
        return service.put(key, "/api/v1/stations/" + code, body);
    }
}
