package loa.standalone.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at a directive's progress five times a second and holds each answer to the equation of the counts. */
final class Watch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 200;
    private static final List<String> STATES = List.of("planned", "sending", "deferred", "unknown", "accepted", "refused", "gone",
            "expired",
            "cancelled");

    private final Desk desk;
    private final String directive;
    private final AtomicInteger looks = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> mostAccepted = new TreeMap<>();
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable JsonNode latest;

    Watch(Desk desk, String directive) {
        this.desk = desk;
        this.directive = directive;
        this.thread = Thread.ofVirtual().name("watch").start(this::look);
    }

    int looks() {
        return looks.get();
    }

    /** Each answer whose counts did not add up, or took back what had been said. */
    List<String> contradictions() {
        return contradictions.stream().distinct().toList();
    }

    int count(String channel, String state) {
        JsonNode progress = latest;
        return progress == null ? 0 : progress.path("channels").path(channel).path("counts").path(state).asInt();
    }

    void awaitSettled(int seconds) {
        Patience.until("the directive is settled, but " + latest(), seconds, this::isSettled);
    }

    boolean isSettled() {
        JsonNode progress = latest;
        return progress != null && progress.path("settled").asBoolean();
    }

    /** The last answer, for a person to read. */
    String latest() {
        return String.valueOf(latest);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        while (!over) {
            try {
                JsonNode progress = JsonMapper.shared().readTree(desk.progress(directive).toString());
                progress.path("channels").properties().forEach(channel -> check(channel.getKey(), channel.getValue().path("counts")));
                looks.incrementAndGet();
                latest = progress;
            } catch (IllegalStateException deskIsDead) {
                // it is restarted, and nobody else tells of progress
            }
            Patience.ofMillis(BETWEEN_LOOKS_MS);
        }
    }

    private void check(String channel, JsonNode counts) {
        int sum = STATES.stream().mapToInt(state -> counts.path(state).asInt()).sum();
        if (sum != counts.path("audience").asInt()) {
            contradictions.add("%s: the states add up to %d: %s".formatted(channel, sum, counts));
        }
        int accepted = counts.path("accepted").asInt();
        if (counts.path("delivered").asInt() + counts.path("undelivered").asInt() > accepted) {
            contradictions.add("%s: more receipts than accepted: %s".formatted(channel, counts));
        }
        int before = mostAccepted.merge(channel, accepted, Math::max);
        if (before > accepted) {
            contradictions.add("%s: %d were accepted already: %s".formatted(channel, before, counts));
        }
    }
}
