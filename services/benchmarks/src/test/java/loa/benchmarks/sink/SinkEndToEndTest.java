package loa.benchmarks.sink;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SinkEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGES = "/2010-04-01/Accounts/AC0/Messages.json";

    private final Sink sink = new Sink(100);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        http.close();
        sink.close();
    }

    @Test
    void textsAreAnsweredAsTwilioDoesEachWithASidOfItsOwn() throws Exception {
        JsonNode one = JSON.readTree(text("+84590000001").body());
        JsonNode other = JSON.readTree(text("+84590000002").body());
        assertThat(one.path("sid").asString()).matches("SM[0-9a-f]{32}");
        assertThat(other.path("sid").asString()).isNotEqualTo(one.path("sid").asString());
        assertThat(one.path("status").asString()).isEqualTo("queued");
    }

    @Test
    void aSecondCopyIsADuplicate() throws Exception {
        text("+84590000001");
        text("+84590000002");
        text("+84590000001");
        JsonNode counts = counts();
        assertThat(counts.path("accepted").asInt()).isEqualTo(3);
        assertThat(counts.path("distinct").asInt()).isEqualTo(2);
        assertThat(counts.path("codes").path("K7M4Q2XD").path("accepted").asInt()).isEqualTo(3);
    }

    @Test
    void whatExceedsTheLimitOfASecondIsTurnedAway() throws Exception {
        control("/settings?ratePerSecond=1");
        assertThat(text("+84590000001").statusCode()).isEqualTo(201);
        assertThat(text("+84590000002").statusCode()).isEqualTo(429);
    }

    @Test
    void manyPushesShareOneHttp2Connection() throws Exception {
        control("/settings?latencyMs=20");
        try (var client = HttpAsyncClients.createHttp2Default()) {
            client.start();
            List<Future<SimpleHttpResponse>> answers = IntStream.range(0, 50).mapToObj(i -> client.execute(push(i), null)).toList();
            for (Future<SimpleHttpResponse> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getBodyText()).contains("projects/bench/messages/");
                assertThat(answer.get().getVersion()).isEqualTo(HttpVersion.HTTP_2);
            }
        }
        assertThat(counts().path("distinct").asInt()).isEqualTo(50);
    }

    private SimpleHttpRequest push(int i) {
        String body = "{\"message\": {\"token\":\"t%d\",\"android\": {\"notification\": {\"tag\":\"d1\"}}}}".formatted(i);
        return SimpleRequestBuilder.post("http://127.0.0.1:%d/v1/projects/x/messages:send".formatted(sink.port()))
                .setBody(body, ContentType.APPLICATION_JSON).build();
    }

    private HttpResponse<String> text(String to) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(sink.port(), MESSAGES)))
                .POST(BodyPublishers.ofString("To=" + to.replace("+", "%2B") + "&Body=LOA+K7M4Q2XD+storm")).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private JsonNode counts() throws Exception {
        return JSON.readTree(control("/counts"));
    }

    private String control(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(sink.controlPort(), path))).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
