package loa.publisher;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

import loa.contract.KeyRing;
import loa.contract.LoaJson;

/** The SMS channel's door as far as unknown deliveries go, kept in memory: pages, counts and decisions as the channel gives them. */
final class FakeUnknown implements AutoCloseable {
    private final FakeDoor door;
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private final List<String> decisions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable beforeDecision = () -> {
    };
    private volatile long pauseMillis;

    FakeUnknown(Supplier<KeyRing> keys) {
        door = new FakeDoor("/api/v1/sms/deliveries", keys, this::answer);
    }

    String address() {
        return door.address();
    }

    /** So many from now on, the first of them asked about. */
    void holds(int number) {
        unknown.clear();
        decisions.clear();
        beforeDecision = () -> {
        };
        pauseMillis = 0;
        IntStream.range(0, number).mapToObj(FakeUnknown::id).forEach(unknown::add);
    }

    static String id(int number) {
        return "019aa1c2-7b1e-7c33-9f0e-%012d".formatted(number);
    }

    void settledBySomebodyElse(int number) {
        unknown.remove(id(number));
    }

    void beforeDecision(Runnable act) {
        beforeDecision = act;
    }

    /** As a big ledger takes. */
    void takesFor(long millis) {
        pauseMillis = millis;
    }

    List<String> decisions() {
        return decisions;
    }

    List<String> queries() {
        return queries;
    }

    private FakeDoor.Answer answer(FakeDoor.Asked asked) {
        String path = asked.uri().getPath();
        queries.add(asked.by() + " " + asked.uri());
        if (path.endsWith(":settle")) {
            return settle(asked.by(), LoaJson.mapper().readTree(asked.body()));
        }
        return FakeDoor.Answer.ok(path.endsWith(":unknown") ? groups() : list(asked.uri().getRawQuery()));
    }

    private String groups() {
        return unknown.isEmpty()
                ? "{\"items\": [], \"next\": null}"
                : "{\"items\": [{\"revision\": 1, \"reason\": \"owner-dead\", \"count\": %d, \"asked\": 1, \"oldest\": \"%s\"}], \"next\": null}"
                        .formatted(unknown.size(), LoaJson.format(Samples.in(-300)));
    }

    private FakeDoor.Answer settle(String by, JsonNode body) {
        beforeDecision.run();
        beforeDecision = () -> {
        };
        List<String> ids = body.path("deliveries").valueStream().map(JsonNode::asString).toList();
        List<String> faults = IntStream.range(0, ids.size()).filter(i -> !unknown.contains(ids.get(i)))
                .mapToObj(i -> "{\"pointer\": \"/deliveries/%d\", \"code\": \"already-settled\", \"detail\": \"x\"}".formatted(i)).toList();
        if (!faults.isEmpty()) {
            return new FakeDoor.Answer(422, "{\"status\": 422, \"detail\": \"x\", \"errors\": [" + String.join(",", faults) + "]}");
        }
        ids.forEach(unknown::remove);
        decisions.add(by + " " + body.path("as").asString() + " " + ids.size() + " " + body.path("reason").asString());
        return FakeDoor.Answer.ok("{\"settled\": " + ids.size() + ", \"unchanged\": 0}");
    }

    private String list(String rawQuery) {
        Map<String, String> query = new TreeMap<>();
        Arrays.stream(rawQuery.split("&")).map(p -> p.split("=", 2))
                .forEach(p -> query.put(p[0], URLDecoder.decode(p[1], StandardCharsets.UTF_8)));
        if (pauseMillis > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(pauseMillis * 1_000_000);
        }
        int limit = Integer.parseInt(query.get("limit"));
        String after = query.getOrDefault("cursor", "");
        List<String> found = unknown.stream().filter(id -> id.compareTo(after) > 0).limit(limit + 1L).toList();
        List<String> page = found.stream().limit(limit).toList();
        String next = found.size() > limit ? "\"" + page.getLast() + "\"" : "null";
        return page.stream().map(id -> item(id, query.getOrDefault("directive", "")))
                .collect(Collectors.joining(",", "{\"items\": [", "], \"next\": " + next + "}"));
    }

    private static String item(String id, String directive) {
        OffsetDateTime since = Samples.in(-300);
        boolean asked = id.equals(id(0));
        return """
            {"delivery": "%s", "phone": "+84•••••%s", "directive": "%s", "revision": 1, "area": "99001-01", "state": "unknown",
             "reason": "owner-dead", "segments": 1, "plannedAt": "%s", "settledAt": null, "receipts": [],
             "attempts": [{"at": "%s", "provider": "twilio", "outcome": "unknown", "code": "owner-dead", "reference": null, "tookMs": 0}],
             "question": {"since": "%s", "notFound": %d, "next": %s}}
            """.formatted(id, id.substring(id.length() - 3), directive, LoaJson.format(since), LoaJson.format(since), LoaJson.format(since),
                asked ? 1 : 0, asked ? "\"" + LoaJson.format(Samples.in(10)) + "\"" : "null");
    }

    @Override
    public void close() {
        door.close();
    }
}
