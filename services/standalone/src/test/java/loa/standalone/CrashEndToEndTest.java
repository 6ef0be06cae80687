package loa.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** kill -9 of everything in the middle of a run, then a new start on the same data directory. */
class CrashEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RECIPIENTS = 4_000;
    private static final String ISSUED = "Issued directive";
    private static final int SHOWN = 20;
    private static final int MOST_PUSHES_IN_HAND = 2_500;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyRecipientIsSettledAfterTheNextStartAndEachDuplicateIsExplained() {
        Map<String, String> ports = LoaProcess.freePorts();
        String directive;
        try (LoaProcess loa = LoaProcess.start(directory, ports, "demo", "--recipients", Integer.toString(RECIPIENTS))) {
            loa.awaitOutput(ISSUED);
            LoaHttp http = new LoaHttp(loa.credentials());
            directive = loa.output().split(ISSUED, 2)[1].strip().split(" ", 2)[0];
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> http.progress(directive),
                    progress -> count(progress, "sms", "accepted") + count(progress, "push", "accepted") > RECIPIENTS / 2);
            loa.killEverything();
        }
        try (LoaProcess loa = LoaProcess.start(directory, ports, "run", "--sandbox")) {
            loa.awaitOutput("Ready");
            LoaHttp http = new LoaHttp(loa.credentials());
            JsonNode progress = http.awaitSettled(directive, PATIENCE);
            for (String channel : List.of("sms", "push")) {
                assertThat(count(progress, channel, "audience")).isEqualTo(RECIPIENTS);
                assertThat(count(progress, channel, "accepted")).isEqualTo(RECIPIENTS);
            }
            assertEveryoneWasReached(http, loa.credentials(), directive);
        }
    }

    private static void assertEveryoneWasReached(LoaHttp http, JsonNode credentials, String directive) {
        String code = http.as("approver", "GET", "/api/v1/directives/" + directive, "").path("checkCode").asString();
        Map<String, Long> texts = http.sandbox("/sandbox/messages?limit=100000&body=" + code).path("items").valueStream()
                .collect(Collectors.groupingBy(message -> message.path("to").asString(), Collectors.counting()));
        assertThat(texts).hasSize(RECIPIENTS);
        List<String> doubled = texts.entrySet().stream().filter(text -> text.getValue() > 1)
                .map(text -> text.getKey() + " " + attempts(http, directive, text.getKey())).toList();
        assertThat(doubled).as("texts sent twice, with their attempts: an unknown send is asked about before it is repeated").isEmpty();
        Map<String, Long> pushes = http.sandbox("/sandbox/pushes?limit=100000").path("items").valueStream()
                .filter(push -> push.path("tag").asString("").equals(directive))
                .collect(Collectors.groupingBy(push -> push.path("token").asString(), Collectors.counting()));
        assertThat(pushes).hasSize(RECIPIENTS);
        long repeated = pushes.values().stream().mapToLong(times -> times - 1).sum();
        List<String> explained = DatabaseText.repeatedOverACrash(credentials.path("postgres"), directive);
        explained.stream().limit(SHOWN).forEach(System.out::println);
        assertThat(repeated).as("an unknown push is sent again, and its ledger says between which attempts the crash was")
                .isLessThanOrEqualTo(explained.size()).isLessThanOrEqualTo(MOST_PUSHES_IN_HAND);
    }

    private static String attempts(LoaHttp http, String directive, String phone) {
        return http.as("approver", "POST", "/api/v1/sms/deliveries:search",
                "{\"phone\": \"%s\", \"directive\": \"%s\"}".formatted(phone, directive)).path("items").path(0).path("attempts").toString();
    }

    private static int count(JsonNode progress, String channel, String state) {
        return progress.path("channels").path(channel).path("counts").path(state).asInt();
    }
}
