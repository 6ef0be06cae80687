package loa.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;

import loa.contract.Channel;
import loa.contract.KeyRing;
import loa.contract.LoaJson;
import loa.contract.Pass;

/** The SMS channel's door as far as unknown deliveries go, kept in memory: pages, counts and decisions as the channel gives them. */
final class FakeUnknown implements AutoCloseable {
    private final HttpServer server;
    private final Supplier<KeyRing> keys;
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private final List<String> decisions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable beforeDecision = () -> {
    };
    private volatile long pauseMillis;

    FakeUnknown(Supplier<KeyRing> keys) {
        this.keys = keys;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/sms/deliveries", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
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

    private void answer(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        Pass pass = Pass.read(bearer, keys.get(), Channel.SMS, Clock.systemUTC().instant()).orElseThrow();
        JsonNode body = LoaJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        queries.add(pass.name() + " " + exchange.getRequestURI());
        if (path.endsWith(":settle")) {
            settle(exchange, pass, body);
        } else if (path.endsWith(":unknown")) {
            write(exchange, 200, unknown.isEmpty()
                    ? "{\"items\": [], \"next\": null}"
                    : "{\"items\": [{\"revision\": 1, \"reason\": \"owner-dead\", \"count\": %d, \"asked\": 1, \"oldest\": \"%s\"}], \"next\": null}"
                            .formatted(unknown.size(), LoaJson.format(Samples.in(-300))));
        } else {
            list(exchange);
        }
    }

    private void settle(HttpExchange exchange, Pass pass, JsonNode body) throws IOException {
        beforeDecision.run();
        beforeDecision = () -> {
        };
        List<String> ids = body.path("deliveries").valueStream().map(JsonNode::asString).toList();
        List<String> faults = IntStream.range(0, ids.size()).filter(i -> !unknown.contains(ids.get(i)))
                .mapToObj(i -> "{\"pointer\": \"/deliveries/%d\", \"code\": \"already-settled\", \"detail\": \"x\"}".formatted(i)).toList();
        if (!faults.isEmpty()) {
            write(exchange, 422, "{\"status\": 422, \"detail\": \"x\", \"errors\": [" + String.join(",", faults) + "]}");
            return;
        }
        ids.forEach(unknown::remove);
        decisions.add(pass.name() + " " + body.path("as").asString() + " " + ids.size() + " " + body.path("reason").asString());
        write(exchange, 200, "{\"settled\": " + ids.size() + ", \"unchanged\": 0}");
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = new TreeMap<>();
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&")).map(p -> p.split("=", 2))
                .forEach(p -> query.put(p[0], URLDecoder.decode(p[1], StandardCharsets.UTF_8)));
        if (pauseMillis > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(pauseMillis * 1_000_000);
        }
        int limit = Integer.parseInt(query.get("limit"));
        String after = query.getOrDefault("cursor", "");
        List<String> found = unknown.stream().filter(id -> id.compareTo(after) > 0).limit(limit + 1L).toList();
        List<String> page = found.stream().limit(limit).toList();
        String next = found.size() > limit ? "\"" + page.getLast() + "\"" : "null";
        write(exchange, 200,
                page.stream().map(id -> item(id, query.getOrDefault("directive", ""))).collect(Collectors.joining(",", "{\"items\": [",
                        "], \"next\": " + next + "}")));
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

    private static void write(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
