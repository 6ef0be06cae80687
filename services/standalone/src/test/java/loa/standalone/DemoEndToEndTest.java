package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
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

    @Test
    void twoInstancesRunSideBySideAndEndInTimeWhenAsked() {
        try (LoaProcess one = LoaProcess.start(directory.resolve("one"), LoaProcess.freePorts(), "demo", "--recipients", "50");
                LoaProcess two = LoaProcess.start(directory.resolve("two"), LoaProcess.freePorts(), "demo", "--recipients", "50")) {
            one.awaitOutput("Ctrl-C");
            two.awaitOutput("Ctrl-C");
            List<ProcessHandle> children = one.descendants();
            assertThat(children).isNotEmpty();
            assertThat(one.terminate()).isLessThan(Duration.ofSeconds(10));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(two.terminate()).isLessThan(Duration.ofSeconds(10));
        }
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
