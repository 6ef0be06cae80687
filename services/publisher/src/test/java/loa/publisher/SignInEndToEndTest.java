package loa.publisher;

import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** People by form, and what is open to everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInEndToEndTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private final Desk desk = Desk.open(Map.of("loa.publisher.channels-off.sms", "chưa có tài khoản Twilio"));

    @AfterAll
    void close() {
        desk.close();
    }

    private HttpResponse<String> signIn(String name, String password, boolean withToken) throws Exception {
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String page = browser.send(HttpRequest.newBuilder(desk.uri("/sign-in")).build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).as(page).isTrue();
        String form = "name=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8)
                + (withToken ? "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) : "");
        return browser.send(HttpRequest.newBuilder(desk.uri("/sign-in")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("location").orElse("");
    }

    @Test
    void peopleSignInByNameAndPassword() throws Exception {
        assertThat(location(signIn("drafter", desk.password(), true))).endsWith("/directives");
        assertThat(location(signIn("drafter", "wrong", true))).contains("?fault");
        assertThat(location(signIn("nobody", "wrong", true))).contains("?fault");
        assertThat(signIn("drafter", desk.password(), false).statusCode()).isEqualTo(403);
    }

    @Test
    void repeatedWrongPasswordsLockTheAccount() throws Exception {
        for (int i = 0; i < 5; i++) {
            signIn("auditor", "wrong", true);
        }
        assertThat(location(signIn("auditor", desk.password(), true))).contains("?fault");
    }

    @Test
    void pagesAllowNoForeignScript() throws Exception {
        HttpResponse<String> page = desk.http().send(HttpRequest.newBuilder(desk.uri("/sign-in")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.headers().firstValue("content-security-policy").orElse("")).contains("script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void aChannelThatIsOffIsRefusedAtSubmitWithTheReason() {
        String path = Samples.drafted(desk, Samples.draft());
        Desk.Answer refused = desk.post("drafter", path + ":submit", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").toString()).contains("/channels/0", "channel-off", "chưa có tài khoản Twilio");
    }

    @Test
    void healthAndTheDescriptionNeedNoKey() {
        assertThat(desk.get("", "/actuator/health").json().path("status").asString()).isEqualTo("UP");
        assertThat(desk.get("", "/actuator/prometheus").status()).isEqualTo(200);
        Desk.Answer description = desk.get("", "/v3/api-docs");
        assertThat(description.json().path("paths").propertyNames()).contains("/api/v1/directives", "/api/v1/directives/{id}:approve",
                "/api/v1/directives/{id}/progress", "/api/v1/areas:import", "/api/v1/halts/{area}");
        assertThat(description.json().path("paths").path("/api/v1/directives/{id}:approve").path("post").path("parameters")
                .findValuesAsString("name")).containsExactlyInAnyOrder("id", "If-Match");
    }
}
