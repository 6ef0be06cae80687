package loa.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP to the sandbox, for the tests of its own interface. */
public final class TestClient {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Sandbox sandbox;

    public TestClient(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public JsonNode get(String path) throws Exception {
        return JsonMapper.shared().readTree(send("GET", path, "").body());
    }

    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sets a behaviour and makes sure that it was taken. */
    public void behave(String provider, String json) throws Exception {
        HttpResponse<String> answer = send("PUT", "/sandbox/behaviour/" + provider, json);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }
}
