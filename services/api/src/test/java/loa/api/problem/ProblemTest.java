package loa.api.problem;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import loa.api.SampleService;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {
    private static SampleService service;

    @BeforeAll
    static void start() {
        service = SampleService.withoutDatabase();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void allFaultyFieldsAreNamedAtOnceInVietnamese() {
        JsonNode problem = refused(422, "invalid-field", service.post("/api/v1/things",
                """
                    {"name": "x", "bulletinClass": "urgent", "areas": ["99001", "Hà Nội"], "expires": "2026-11-23T18:00:00",
                     "repeats": "two", "exercise": false}"""));
        assertThat(problem.get("title").asString()).isEqualTo("Dữ liệu chưa hợp lệ");
        assertThat(problem.get("detail").asString()).isEqualTo("4 trường chưa hợp lệ.");
        assertThat(problem.get("instance").asString()).isEqualTo("/api/v1/things");
        assertThat(problem.get("errors")).extracting(e -> e.get("pointer").asString()).containsExactlyInAnyOrder("/bulletinClass",
                "/areas/1", "/expires", "/repeats");
        assertThat(problem.get("errors")).allSatisfy(e -> assertThat(e.get("code").asString()).isNotBlank())
                .anySatisfy(e -> assertThat(e.get("detail").asString()).isEqualTo("Giá trị không hợp lệ: Hà Nội."));
    }

    @Test
    void englishIsAnsweredWhereItIsAskedFor() {
        JsonNode problem = refused(422, "invalid-field",
                service.post("/api/v1/things", "{\"name\": \"x\", \"exercise\": 3}").header("Accept-Language", "en-GB, vi;q=0.5"));
        assertThat(problem.get("title").asString()).isEqualTo("The data are not valid");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("/exercise");
    }

    @Test
    void unknownFieldIsUnreadableWithItsPointer() {
        JsonNode problem = refused(400, "unreadable",
                service.post("/api/v1/things",
                        "{\"name\": \"x\", \"exercise\": false, \"part\": {\"txt\": {\"a\": [1]}, \"text\": \"y\"}}"));
        assertThat(problem.get("errors")).hasSize(1);
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("/part/txt");
        assertThat(problem.get("errors").get(0).get("code").asString()).isEqualTo("unknown-field");
    }

    @Test
    void wrongTypesAreNotConvertedInSilence() {
        JsonNode problem = refused(422, "invalid-field", service.post("/api/v1/things",
                "{\"name\": 5, \"repeats\": 1.5, \"exercise\": \"true\", \"areas\": {}, \"part\": [1, {\"x\": 2}]}"));
        assertThat(problem.get("errors")).extracting(e -> e.get("pointer").asString()).containsExactlyInAnyOrder("/name", "/repeats",
                "/exercise", "/areas", "/part");
    }

    @Test
    void aMissingPrimitiveIsAFault() {
        JsonNode problem = refused(422, "invalid-field", service.post("/api/v1/things", "{\"name\": \"x\"}"));
        assertThat(problem.get("errors").get(0).get("code").asString()).isEqualTo("required");
    }

    @Test
    void textThatCannotBeStoredIsAFaultAtItsPlace() {
        JsonNode problem = refused(422, "invalid-field", service.post("/api/v1/echo",
                "{\"name\": \"a\\u0000b\", \"exercise\": false, \"areas\": [\"99001\", \"\\ud800\"], \"part\": {\"text\": \"\\u0000\"}}"));
        assertThat(problem.get("errors")).extracting(e -> e.get("pointer").asString() + " " + e.get("code").asString())
                .containsExactlyInAnyOrder("/name invalid-character", "/areas/1 invalid-character", "/part/text invalid-character");
    }

    @Test
    void textIsTakenInNfc() {
        HttpResponse<String> response = service
                .send(service.post("/api/v1/echo", "{\"name\": \"Tho\u0302n \u0110o\u0302ng\", \"exercise\": false}"));
        assertThat(SampleService.json(response).get("name").asString()).isEqualTo("Thôn Đông");
    }

    @Test
    void timesAreAnsweredInTheOffsetOfVietNam() {
        HttpResponse<String> response = service
                .send(service.post("/api/v1/echo", "{\"name\": \"x\", \"exercise\": false, \"expires\": \"2026-11-22T07:03:00Z\"}"));
        assertThat(SampleService.json(response).get("expires").asString()).isEqualTo("2026-11-22T14:03:00.000+07:00");
    }

    @Test
    void malformedJsonIsUnreadableWithItsPlace() {
        JsonNode problem = refused(400, "unreadable", service.post("/api/v1/things", "{\"name\": \"x\",\n \"repeats\": }"));
        assertThat(problem.get("detail").asString()).contains("dòng 2");
        refused(400, "unreadable", service.post("/api/v1/things", ""));
        refused(400, "unreadable", service.post("/api/v1/things", "null"));
        refused(400, "unreadable", service.post("/api/v1/things", "{\"name\": \"x\", \"exercise\": false} more"));
    }

    @Test
    void aBodyBeyondAllBoundsIsTooLarge() {
        refused(413, "too-large", service.post("/api/v1/things", "{\"name\": \"" + "x".repeat(9 << 20) + "\"}"));
    }

    @Test
    void theFrameworksOwnRefusalsAreSaidInOurWords() {
        refused(404, "not-found", service.request("/api/v1/nowhere"));
        refused(404, "not-found", service.request("/api/v1/things/17"));
        refused(405, "method-not-allowed", service.request("/api/v1/things").DELETE());
        refused(415, "unsupported-media-type", service.request("/api/v1/things").header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        refused(406, "not-acceptable", service.request("/api/v1/me").header("Accept", "audio/mpeg"));
        refused(428, "version-required", service.request("/api/v1/things/" + UUID.randomUUID()).PUT(HttpRequest.BodyPublishers.noBody()));
        refused(400, "unreadable", service.request("/api/v1/%2e%2e/x;y=1"));
    }

    @Test
    void faultyParametersAreNamed() {
        JsonNode problem = refused(422, "invalid-field", service.request("/api/v1/things?lane=urgent"));
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("?lane");
        problem = refused(422, "invalid-field", service.request("/api/v1/failing").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(problem.get("errors").get(0).get("code").asString()).isEqualTo("required");
    }

    @Test
    void problemsCarryWhatBelongsToThem() {
        JsonNode state = refused(409, "wrong-state", failing("state"));
        assertThat(state.get("state").asString()).isEqualTo("issued");
        assertThat(state.get("detail").asString()).contains("đã ban hành").doesNotContain("issued");
        assertThat(refused(503, "unavailable", failing("kafka")).get("part").asString()).isEqualTo("kafka");
        assertThat(refused(503, "unavailable", failing("commit")).get("part").asString()).isEqualTo("database");
        HttpResponse<String> many = service.send(failing("many"));
        assertThat(many.statusCode()).isEqualTo(429);
        assertThat(many.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void aValueThatTheDatabaseRefusesIsAFaultOfTheCaller() {
        refused(422, "invalid-field", failing("values"));
    }

    @Test
    void whatNobodyExpectedIsAnsweredWithAnIdAndNoMessage() {
        HttpResponse<String> response = service.send(failing("bug"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("urn:loa:problem:internal").doesNotContain("0912345678", "IllegalState");
    }

    @Test
    void theFormIsKeptWhateverTheCallerAccepts() {
        HttpResponse<String> response = service.send(service.request("/api/v1/nowhere").header("Accept", "audio/mpeg"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static HttpRequest.Builder failing(String how) {
        return service.post("/api/v1/failing?how=" + how, "");
    }

    private static JsonNode refused(int status, String code, HttpRequest.Builder request) {
        HttpResponse<String> response = service.send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = SampleService.json(response);
        assertThat(problem.get("type").asString()).isEqualTo("urn:loa:problem:" + code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }
}
