package loa.delivery;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.contract.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What every channel service says of its deliveries over HTTP, to whom, and how a person settles those that are unknown. */
public abstract class DeliveriesHttpContract {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NOBODYS = "019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11";

    /**
     * Three unknown deliveries of a directive, two in one village and one in another one, where there is an accepted one as well.
     *
     * @param another         a directive of which at least one delivery is accepted
     * @param two             where two are unknown
     * @param one             where one is unknown and one accepted
     * @param sendsAgain      what becomes of those that a person wants to be sent again: a state, or the code of the fault
     */
    public record Scene(DirectiveId directive, DirectiveId another, String two, String one, String sendsAgain) {}

    /** Another one each time. */
    protected abstract Scene scene();

    /** Ends what kept those deliveries unknown. */
    protected abstract void repair();

    /** Such as {@code sms}. */
    protected abstract String service();

    /** A key that opens when this returns; null: everywhere. */
    protected abstract String key(@Nullable String area, Role... roles);

    /** Answers what the service answers; an empty key: none is shown. */
    protected abstract HttpResponse<String> get(String key, String path);

    /** The same with a body of JSON. */
    protected abstract HttpResponse<String> post(String key, String path, String body);

    @Test
    void whatIsUnknownIsListedAndCountedForThoseWhoMaySeeIt() {
        Scene scene = scene();
        String approver = key(null, Role.APPROVER);
        String auditor = key(scene.two(), Role.AUDITOR);
        String unknown = query(scene.directive()) + "&state=unknown";
        await().atMost(SOON).until(() -> items(approver, unknown).size() == 3);

        JsonNode first = items(approver, unknown).get(0);
        assertThat(first.propertyNames()).containsExactlyInAnyOrder("delivery", "directive", "revision", "area", "state", "reason",
                "plannedAt", "settledAt", "attempts", "receipts", "question");
        assertThat(first.path("attempts").get(0).path("outcome").asString()).isEqualTo("unknown");
        assertThat(OffsetDateTime.parse(first.path("question").path("since").asString())).isBefore(OffsetDateTime.now(LoaJson.OFFSET));
        assertThat(pages(approver, unknown)).isEqualTo(Set.copyOf(items(approver, unknown).findValuesAsString("delivery"))).hasSize(3);
        assertThat(items(auditor, unknown).findValuesAsString("area")).containsExactly(scene.two(), scene.two());
        assertThat(items(auditor, query(scene.directive()) + "&state=accepted")).isEmpty();
        JsonNode accepted = items(approver, query(scene.directive()) + "&state=accepted");
        assertThat(accepted.findValuesAsString("area")).containsExactly(scene.one());
        assertThat(accepted.get(0).has("question")).isFalse();
        assertThat(items(approver, query(DirectiveId.parse(NOBODYS)) + "&state=unknown")).isEmpty();

        assertThat(count(approver, ":unknown" + query(scene.directive()))).isEqualTo(3);
        assertThat(count(auditor, ":unknown" + query(scene.directive()))).isEqualTo(2);
        String reason = items(auditor, unknown).get(0).path("reason").asString();
        assertThat(count(auditor, ":unknown" + query(scene.directive()) + "&reason=" + reason)).isPositive();
        assertThat(count(approver, ":unknown" + query(scene.directive()) + "&reason=none-such")).isZero();
        assertThat(count(approver, ":unknown" + query(scene.directive()) + "&before=2026-01-01T00:00:00%2B07:00")).isZero();
        assertThat(items(approver, unknown + "&before=2026-01-01T00:00:00%2B07:00")).isEmpty();
        whatIsAskedAmissIsToldAtOnce(approver, scene);
    }

    private void whatIsAskedAmissIsToldAtOnce(String approver, Scene scene) {
        HttpResponse<String> amiss = get(approver, path("?directive=x&state=lost&before=yesterday"));
        assertThat(amiss.statusCode()).isEqualTo(422);
        assertThat(json(amiss).path("errors").findValuesAsString("pointer")).containsExactlyInAnyOrder("?state", "?directive", "?before");
        assertThat(get(approver, path(query(scene.directive()))).statusCode()).as("the state is needed").isEqualTo(422);
        assertThat(get(approver, path(":unknown")).statusCode()).as("the directive is needed").isEqualTo(422);
        for (String what : List.of(query(scene.directive()) + "&state=unknown", ":unknown" + query(scene.directive()))) {
            assertThat(get("", path(what)).statusCode()).isEqualTo(401);
            assertThat(get(key(null, Role.DRAFTER, Role.OPERATOR), path(what)).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aPersonSettlesAllThatIsAskedForOrNothing() {
        Scene scene = scene();
        String approver = key(null, Role.APPROVER);
        String unknown = query(scene.directive()) + "&state=unknown";
        await().atMost(SOON).until(() -> items(approver, unknown).size() == 3);
        List<String> two = of(items(approver, unknown), scene.two());
        String one = of(items(approver, unknown), scene.one()).getFirst();
        String another = items(approver, query(scene.another()) + "&state=accepted").get(0).path("delivery").asString();

        nobodyElseSettlesThem(scene, two);
        assertThat(faults(settle(approver, "send-again", one, NOBODYS, another))).contains("/deliveries/1 unknown-delivery",
                "/deliveries/2 another-directive");
        assertThat(faults(settle(approver, "accepted", one, one, "x"))).containsExactlyInAnyOrder("/deliveries/1 duplicate",
                "/deliveries/2 unknown-delivery");
        assertThat(faults(post(approver, path(":settle"), "{\"as\": \"sent\", \"deliveries\": [], \"reason\": \" \"}")))
                .containsExactlyInAnyOrder("/deliveries invalid-length", "/as unknown-value", "/reason invalid-length");
        assertThat(items(approver, unknown)).as("nothing has moved").hasSize(3);

        assertThat(settle(approver, "accepted", two.getFirst()).body()).isEqualTo("{\"settled\":1,\"unchanged\":0}");
        assertThat(settle(approver, "accepted", two.getFirst(), two.getLast()).body()).isEqualTo("{\"settled\":1,\"unchanged\":1}");
        assertThat(items(approver, unknown).findValuesAsString("delivery")).containsExactly(one);
        assertThat(items(approver, query(scene.directive()) + "&state=accepted&reason=settled-by-person").findValuesAsString("delivery"))
                .containsExactlyInAnyOrderElementsOf(two);
        assertThat(faults(settle(key(null, Role.ADMINISTRATOR), "accepted", two.getFirst()))).as("decided by somebody else")
                .containsExactly("/deliveries/0 already-settled");
        theLastOneIsSentAgainWhereThatMayBe(scene, approver, one);
    }

    private void nobodyElseSettlesThem(Scene scene, List<String> two) {
        assertThat(settle("", "accepted", two.getFirst()).statusCode()).isEqualTo(401);
        assertThat(settle(key(null, Role.DRAFTER, Role.OPERATOR, Role.AUDITOR), "accepted", two.getFirst()).statusCode()).isEqualTo(403);
        assertThat(faults(settle(key(scene.one(), Role.APPROVER), "accepted", two.getFirst()))).as("outside of the caller's area")
                .containsExactly("/deliveries/0 unknown-delivery");
    }

    /** Whoever has a say there only. */
    private void theLastOneIsSentAgainWhereThatMayBe(Scene scene, String approver, String one) {
        repair();
        HttpResponse<String> answer = settle(key(scene.one(), Role.APPROVER), "send-again", one);
        if (!scene.sendsAgain().equals("accepted")) {
            assertThat(faults(answer)).containsExactly("/deliveries/0 " + scene.sendsAgain());
            return;
        }
        assertThat(answer.body()).isEqualTo("{\"settled\":1,\"unchanged\":0}");
        await().atMost(SOON).until(() -> items(approver, query(scene.directive()) + "&state=accepted").size() == 4);
        JsonNode attempts = items(approver, query(scene.directive()) + "&state=accepted").valueStream()
                .filter(item -> item.path("delivery").asString().equals(one)).findFirst().orElseThrow().path("attempts");
        assertThat(attempts.findValuesAsString("outcome")).contains("unknown").endsWith("accepted");
    }

    private HttpResponse<String> settle(String key, String as, String... deliveries) {
        return post(key, path(":settle"), "{\"deliveries\": [\"%s\"], \"as\": \"%s\", \"reason\": \"Đã hỏi người nhận\"}"
                .formatted(String.join("\", \"", deliveries), as));
    }

    private Set<String> pages(String key, String query) {
        Set<String> ids = new TreeSet<>();
        String cursor = "";
        do {
            JsonNode page = json(get(key, path(query + "&limit=2" + cursor)));
            ids.addAll(page.path("items").findValuesAsString("delivery"));
            cursor = "&cursor=" + page.path("next").asString("");
        } while (!cursor.equals("&cursor="));
        return ids;
    }

    private long count(String key, String query) {
        return json(get(key, path(query))).path("items").valueStream().mapToLong(group -> group.path("count").asLong()).sum();
    }

    private JsonNode items(String key, String query) {
        HttpResponse<String> answer = get(key, path(query));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("items");
    }

    private String path(String more) {
        return "/api/v1/" + service() + "/deliveries" + more;
    }

    private static String query(DirectiveId directive) {
        return "?directive=" + directive;
    }

    private static List<String> of(JsonNode items, String area) {
        return items.valueStream().filter(item -> item.path("area").asString().equals(area)).map(item -> item.path("delivery").asString())
                .toList();
    }

    private static List<String> faults(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return json(answer).path("errors").valueStream().map(e -> e.path("pointer").asString() + " " + e.path("code").asString()).toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return LoaJson.mapper().readTree(answer.body());
    }
}
