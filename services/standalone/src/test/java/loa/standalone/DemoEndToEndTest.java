package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's first command, as a new user runs it. */
class DemoEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RECIPIENTS = 500;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void demoReachesEveryoneOnceAndTheSecondRunSendsNothingOfTheFirstAgain() {
        JsonNode first = runDemo();
        assertReachedEveryone(first);
        JsonNode second = runDemo();
        assertReachedEveryone(second);
        assertThat(second.path("directive").asString()).isNotEqualTo(first.path("directive").asString());
    }

    /** The command itself compares its counts with what the provider has gained: a repeated text would end it with 1. */
    private JsonNode runDemo() {
        try (LoaProcess loa = LoaProcess.start(directory.resolve("data"), LoaProcess.freePorts(), "demo", "--exit", "--recipients",
                Integer.toString(RECIPIENTS), "--timeout", "120")) {
            assertThat(loa.awaitExit(PATIENCE)).as(loa.output()).isZero();
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
