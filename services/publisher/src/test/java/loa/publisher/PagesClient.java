package loa.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** One who uses the pages of a desk without a browser: keeps cookies, sends forms with their token, follows nothing by himself. */
final class PagesClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Desk desk;
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private PagesClient(Desk desk) {
        this.desk = desk;
    }

    static PagesClient anonymous(Desk desk) {
        return new PagesClient(desk);
    }

    static PagesClient signedIn(Desk desk, String name) {
        var client = new PagesClient(desk);
        HttpResponse<String> answer = client.post("/sign-in", "/sign-in", Map.of("name", name, "password", desk.password()));
        assertThat(location(answer)).as("sign-in of " + name).isEqualTo("/directives");
        return client;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(desk.uri(path)).header("Accept", "text/html");
        return send((headers.length == 0 ? request : request.headers(headers)).GET());
    }

    /** Sends a form with the token that {@code page} holds. */
    HttpResponse<String> post(String page, String path, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a form on " + page).isTrue();
        Map<String, String> all = new TreeMap<>(fields);
        all.put("_csrf", token.group(1));
        return postWithoutToken(path, all);
    }

    HttpResponse<String> postWithoutToken(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(desk.uri(path)).header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Where an answer leads, without host. */
    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]+", "");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
