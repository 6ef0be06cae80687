package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./loa demo --exit}, judged by what it says at its end. */
final class DemoRuns {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RECIPIENTS = 500;

    private DemoRuns() {}

    /** The command itself compares its counts with what the provider has gained: a repeated text would end it with 1. */
    static JsonNode toTheEnd(Path data) {
        try (LoaProcess loa = LoaProcess.start(data, LoaProcess.freePorts(), "demo", "--exit", "--recipients",
                Integer.toString(RECIPIENTS), "--timeout", "120")) {
            assertThat(loa.awaitExit(PATIENCE)).as(loa.output()).isZero();
            assertReachedEveryone(loa.result());
            return loa.result();
        }
    }

    private static void assertReachedEveryone(JsonNode result) {
        JsonNode channels = result.path("channels");
        assertThat(channels.path("sms").path("audience").asInt()).isEqualTo(RECIPIENTS);
        assertThat(channels.path("sms").path("accepted").asInt()).isEqualTo(RECIPIENTS);
        assertThat(channels.path("push").path("audience").asInt()).isEqualTo(RECIPIENTS);
        assertThat(channels.path("push").path("accepted").asInt()).isEqualTo(RECIPIENTS);
        assertThat(channels.path("loudspeaker").path("audience").asInt()).isEqualTo(24);
        assertThat(channels.path("loudspeaker").path("accepted").asInt()).isEqualTo(24);
    }
}
