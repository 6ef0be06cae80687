package loa.standalone.demo;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the demo came to: the line {@code RESULT …} of {@code api.md} section 11, and whether the counts hold together. */
final class DemoResult {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OPEN = List.of("planned", "sending", "deferred");
    private static final List<String> REPORTED = List.of("audience", "accepted", "delivered", "undelivered", "refused", "gone", "expired",
            "cancelled", "unknown");

    private final JsonNode progress;
    private final JsonNode sandboxBefore;
    private final JsonNode sandboxAfter;

    DemoResult(JsonNode progress, JsonNode sandboxBefore, JsonNode sandboxAfter) {
        this.progress = progress;
        this.sandboxBefore = sandboxBefore;
        this.sandboxAfter = sandboxAfter;
    }

    /** What does not hold; empty when all is well. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        if (!progress.path("settled").asBoolean()) {
            found.add("The directive is not settled.");
        }
        progress.path("channels").properties().forEach(channel -> addSumFaults(channel.getKey(), channel.getValue().path("counts"), found));
        addDistinctFault("sms", "twilio", found);
        addDistinctFault("push", "fcm", found);
        return found;
    }

    String line() {
        OffsetDateTime issuedAt = OffsetDateTime.parse(progress.path("issuedAt").asString());
        ObjectNode result = JSON.createObjectNode();
        result.put("directive", progress.path("directive").asString());
        result.put("recipients", countOf("sms", "audience"));
        result.put("seconds", lastAttemptSeconds(issuedAt));
        ObjectNode channels = result.putObject("channels");
        progress.path("channels").properties().forEach(channel -> {
            ObjectNode into = channels.putObject(channel.getKey());
            JsonNode from = channel.getValue();
            REPORTED.forEach(count -> into.put(count, from.path("counts").path(count).asLong()));
            if (from.path("reach").isNumber()) {
                into.put("reach", from.path("reach").asLong());
            }
            into.put("firstAttemptSeconds", seconds(issuedAt, from.path("firstAttemptAt")));
            into.put("lastAttemptSeconds", seconds(issuedAt, from.path("lastAttemptAt")));
        });
        return "RESULT " + JSON.writeValueAsString(result);
    }

    private double lastAttemptSeconds(OffsetDateTime issuedAt) {
        return progress.path("channels").properties().stream().mapToDouble(c -> seconds(issuedAt, c.getValue().path("lastAttemptAt")))
                .max().orElse(0);
    }

    private static void addSumFaults(String channel, JsonNode counts, List<String> found) {
        long sum = 0;
        for (String state : List.of("planned", "sending", "deferred", "unknown", "accepted", "refused", "gone", "expired", "cancelled")) {
            sum += counts.path(state).asLong();
        }
        if (sum != counts.path("audience").asLong()) {
            found.add("%s: the audience of %d is not the sum of its states, %d.".formatted(channel, counts.path("audience").asLong(), sum));
        }
        for (String open : OPEN) {
            if (counts.path(open).asLong() > 0) {
                found.add("%s: %d are still %s.".formatted(channel, counts.path(open).asLong(), open));
            }
        }
    }

    /** accepted ≤ what reached the provider since the issue ≤ accepted + unknown. */
    private void addDistinctFault(String channel, String provider, List<String> found) {
        long distinct = sandboxAfter.path(provider).path("distinct").asLong() - sandboxBefore.path(provider).path("distinct").asLong();
        long accepted = countOf(channel, "accepted");
        long unknown = countOf(channel, "unknown");
        if (distinct < accepted || distinct > accepted + unknown) {
            found.add("%s: %d accepted and %d unknown, but the provider has %d.".formatted(channel, accepted, unknown, distinct));
        }
    }

    private long countOf(String channel, String count) {
        return progress.path("channels").path(channel).path("counts").path(count).asLong();
    }

    private static double seconds(OffsetDateTime from, JsonNode to) {
        return to.isString() ? Duration.between(from, OffsetDateTime.parse(to.asString())).toMillis() / 1000.0 : 0;
    }
}
