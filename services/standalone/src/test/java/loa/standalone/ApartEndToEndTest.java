package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The four services as four processes from their own jars. */
class ApartEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int RECIPIENTS = 1_000;

    @TempDir
    private Path directory = Path.of("");

    /** The command compares its counts with what the providers have gained; only then it ends with 0. */
    @Test
    void fourProcessesDeliverAThousandEachAndLeaveNothingRunning() {
        try (LoaProcess loa = LoaProcess.start(directory, LoaProcess.freePortsInARow(), "apart", "--exit", "--recipients",
                Integer.toString(RECIPIENTS), "--timeout", "180")) {
            loa.awaitOutput("Ready");
            List<ProcessHandle> children = loa.descendants();
            assertThat(children).as("the sandbox and four services, whatever else they start").hasSizeGreaterThanOrEqualTo(5);
            assertThat(loa.awaitExit(PATIENCE)).as(loa.output()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            JsonNode channels = loa.result().path("channels");
            assertThat(channels.path("sms").path("accepted").asInt()).isEqualTo(RECIPIENTS);
            assertThat(channels.path("push").path("accepted").asInt()).isEqualTo(RECIPIENTS);
            assertThat(channels.path("loudspeaker").path("accepted").asInt()).isEqualTo(24);
        }
    }
}
