package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** kill -9 of everything in the middle of a run, then a new start on the same data directory. */
class CrashEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RECIPIENTS = 2_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyRecipientIsSettledAfterTheNextStart() {
        Map<String, String> ports = LoaProcess.freePorts();
        String directive;
        try (LoaProcess loa = LoaProcess.start(directory, ports, "demo", "--recipients", Integer.toString(RECIPIENTS))) {
            loa.awaitOutput("Ctrl-C");
            LoaHttp http = new LoaHttp(loa.credentials());
            http.sandboxBehaviour("twilio", Map.of("latencyMs", 40, "acceptedPerSecond", 300));
            directive = http.issue(smsDirective());
            Awaitility.await().atMost(PATIENCE).until(() -> accepted(http, directive) > RECIPIENTS / 5);
            loa.killEverything();
        }
        try (LoaProcess loa = LoaProcess.start(directory, ports, "run", "--sandbox")) {
            loa.awaitOutput("Ready");
            LoaHttp http = new LoaHttp(loa.credentials());
            JsonNode progress = Awaitility.await().atMost(PATIENCE).until(() -> http.progress(directive),
                    p -> p.path("settled").asBoolean());
            JsonNode counts = progress.path("channels").path("sms").path("counts");
            assertThat(counts.path("audience").asInt()).isEqualTo(RECIPIENTS);
            assertThat(counts.path("accepted").asInt()).isEqualTo(RECIPIENTS);
            assertThat(duplicates(http)).as("each text once: an unknown send is asked about before it is repeated").isZero();
        }
    }

    private static int accepted(LoaHttp http, String directive) {
        return http.progress(directive).path("channels").path("sms").path("counts").path("accepted").asInt();
    }

    private static long duplicates(LoaHttp http) {
        return http.sandbox("/sandbox/summary").path("twilio").path("duplicates").asLong();
    }

    private static String smsDirective() {
        String expires = java.time.OffsetDateTime.now(java.time.ZoneOffset.ofHours(7)).plusHours(6).withNano(0).toString();
        return List.of("{\"issuingBody\": \"Ban Chỉ huy\", \"bulletinClass\": \"priority\", \"areas\": [\"99\"], \"channels\": [\"sms\"],",
                " \"bulletins\": [{\"channel\": \"sms\", \"language\": \"vi\", \"text\": \"Xả lũ lúc 15 giờ. Mã {code}\"}],",
                " \"expires\": \"" + expires + "\"}").stream().reduce("", String::concat);
    }
}
