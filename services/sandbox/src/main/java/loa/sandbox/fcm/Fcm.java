package loa.sandbox.fcm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import loa.sandbox.behaviour.Fate;
import loa.sandbox.behaviour.Fault;
import loa.sandbox.behaviour.Provider;
import loa.sandbox.http.BadInput;
import loa.sandbox.http.Exchange;
import loa.sandbox.http.LocalTime;
import loa.sandbox.http.Routes;

/**
 * A fake FCM: sends, and the topic subscriptions as firebase-admin 9.11 makes them, one request a token, and as versions
 * before it made them, in batches. Faults befall sends alone; latency is everywhere.
 */
public final class Fcm implements AutoCloseable {

    private static final String PROJECT = "/v1/projects/(?<project>[^/]+)";
    private static final String SUBSCRIPTIONS = PROJECT + "/registrations/(?<token>[^/]+)/topicSubscriptions";

    private final Provider provider;
    private final FcmCounts counts = new FcmCounts();
    private final FcmLedger ledger;
    private final InstantSource clock;

    /** @param directory where its journal is */
    public Fcm(Path directory, Provider provider, InstantSource clock) throws IOException {
        this.provider = provider;
        this.clock = clock;
        this.ledger = new FcmLedger(directory.resolve("fcm.journal"), counts);
    }

    /** Adds its routes. */
    public void addTo(Routes routes) {
        routes.add("POST", PROJECT + "/messages:send", exchange -> guarded(exchange, this::send));
        routes.add("POST", SUBSCRIPTIONS, exchange -> guarded(exchange, this::subscribe));
        routes.add("DELETE", SUBSCRIPTIONS + "/(?<topic>[^/]+)", exchange -> guarded(exchange, this::unsubscribe));
        routes.add("POST", "/iid/v1:batchAdd", exchange -> guarded(exchange, in -> batch(in, true)));
        routes.add("POST", "/iid/v1:batchRemove", exchange -> guarded(exchange, in -> batch(in, false)));
        routes.add("GET", "/sandbox/pushes", this::pushes);
        routes.add("GET", "/sandbox/topics", exchange -> exchange.answer(200, ledger.topics()));
    }

    /** Its part of {@code /sandbox/summary}. */
    public Map<String, Object> summary() {
        return ledger.summary();
    }

    /** Forgets the messages that it accepted. */
    public void reset() {
        ledger.clear();
    }

    /** Writes its counters down; what was accepted is on disk without it. */
    public void keepCounts() {
        ledger.keepCounts();
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }

    private static void guarded(Exchange exchange, Routes.Handler handler) throws IOException {
        String authorization = exchange.header("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ") || authorization.length() < 8) {
            refuse(exchange, FcmError.UNAUTHENTICATED);
        } else {
            handler.handle(exchange);
        }
    }

    private void send(Exchange exchange) throws IOException {
        counts.requests.increment();
        PushRequest.Parsed parsed = PushRequest.parse(exchange.body());
        Fate fate = provider.next(parsed instanceof PushRequest.Parsed.WellFormed good ? good.request().target() : null);
        pause(fate.waitMs() / 2);
        if (fate.tooMany()) {
            pause(fate.waitMs() - fate.waitMs() / 2);
            refuse(exchange.with("Retry-After", "1"), FcmError.TOO_MANY);
            return;
        }
        switch (parsed) {
            case PushRequest.Parsed.Refused refused -> {
                counts.refused.increment();
                refuse(exchange, refused.error());
            }
            case PushRequest.Parsed.WellFormed good when good.validateOnly() -> exchange.answer(200,
                    Map.of("name", "projects/" + exchange.inPath("project") + "/messages/fake_message_id"));
            case PushRequest.Parsed.WellFormed good -> send(exchange, good.request(), fate);
        }
    }

    private void send(Exchange exchange, PushRequest request, Fate fate) throws IOException {
        boolean accepts = switch (fate.fault()) {
            case null -> true;
            case Fault.DropAfterAccept drop -> true;
            case Fault.DropBeforeAccept drop -> false;
            case Fault.Hang hang -> hang.accept();
            case Fault.Status status -> status.accept();
            case Fault.Error error -> false;
        };
        String name = accepts ? ledger.accept(clock.instant(), exchange.inPath("project"), request).name() : "";
        pause(fate.waitMs() - fate.waitMs() / 2);
        switch (fate.fault()) {
            case null -> exchange.answer(200, Map.of("name", name));
            case Fault.DropAfterAccept drop -> exchange.drop();
            case Fault.DropBeforeAccept drop -> exchange.drop();
            case Fault.Hang hang -> {
                pause(hang.ms());
                exchange.drop();
            }
            case Fault.Status status -> refuse(exchange, FcmError.ofStatus(status.status()));
            case Fault.Error error -> {
                counts.refused.increment();
                refuse(exchange, FcmError.ofCode(error.code()));
            }
        }
    }

    private void subscribe(Exchange exchange) throws IOException {
        pause(provider.waitMs());
        String topic = exchange.field("topic_name");
        if (topic == null) {
            refuse(exchange, FcmError.invalid("topic_name is not set."));
        } else if (ledger.subscribe(topic, exchange.inPath("token"))) {
            exchange.answer(200, Map.of("name", "projects/" + exchange.inPath("project") + "/registrations/"
                    + exchange.inPath("token") + "/topicSubscriptions/" + topic));
        } else {
            refuse(exchange, FcmError.ALREADY_EXISTS);
        }
    }

    private void unsubscribe(Exchange exchange) throws IOException {
        pause(provider.waitMs());
        boolean known = ledger.unsubscribe(exchange.inPath("topic"), exchange.inPath("token"));
        if (known || "true".equals(exchange.field("allow_missing"))) {
            exchange.answer(200, Map.of());
        } else {
            refuse(exchange, new FcmError(404, "NOT_FOUND", "Requested entity was not found.", null));
        }
    }

    /** https://developers.google.com/instance-id/reference/server#manage_relationship_maps_for_multiple_app_instances */
    private void batch(Exchange exchange, boolean add) throws IOException {
        pause(provider.waitMs());
        JsonNode body;
        try {
            body = JsonMapper.shared().readTree(exchange.body());
        } catch (JacksonException e) {
            throw BadInput.unreadable("The body is not JSON.");
        }
        String topic = body.path("to").asString("").replaceFirst("^/topics/", "");
        List<Map<String, String>> results = new ArrayList<>();
        for (JsonNode token : body.path("registration_tokens")) {
            boolean changed = add
                    ? ledger.subscribe(topic, token.asString())
                    : ledger.unsubscribe(topic, token.asString());
            results.add(changed || !topic.isEmpty() ? Map.of() : Map.of("error", "INVALID_ARGUMENT"));
        }
        exchange.answer(200, Map.of("results", results));
    }

    private void pushes(Exchange exchange) throws IOException {
        int limit = exchange.number("limit", 50, 1, 100_000);
        int below = exchange.number("cursor", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
        String topic = exchange.field("topic");
        String target = topic == null ? exchange.field("token") : topic;
        int[] indexes = ledger.indexes(target, topic != null, below, limit + 1);
        List<Push> found = ledger.find(target, topic != null, below, limit);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", found.stream().map(Fcm::item).toList());
        answer.put("next", indexes.length > limit ? String.valueOf(indexes[limit - 1]) : null);
        exchange.answer(200, answer);
    }

    private static Map<String, @Nullable Object> item(Push push) {
        PushRequest request = push.request();
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("name", push.name());
        item.put("token", request.toTopic() ? null : request.target());
        item.put("topic", request.toTopic() ? request.target() : null);
        item.put("tag", request.tag());
        item.put("title", request.title());
        item.put("text", request.text());
        item.put("acceptedAt", LocalTime.of(push.acceptedAt()));
        return item;
    }

    private static void refuse(Exchange exchange, FcmError error) throws IOException {
        exchange.answer(error.code(), error.json());
    }

    private static void pause(long ms) {
        if (ms > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
