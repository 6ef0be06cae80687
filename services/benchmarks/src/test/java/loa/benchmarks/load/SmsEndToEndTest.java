package loa.benchmarks.load;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole command in small; what it measures here says nothing, what it counts must be right. */
class SmsEndToEndTest {
    private static final int RECIPIENTS = 2_000;

    @TempDir
    private Path directory;

    @Test
    void aRunEndsWithNobodyLostAndNothingSentTwice() throws Exception {
        Path raw = directory.resolve("raw.json");
        int status = new CommandLine(new SmsCommand()).setErr(new PrintWriter(new StringWriter())).execute("--recipients",
                Integer.toString(RECIPIENTS), "--warm-up", "0", "--runs", "1", "--latency", "0", "--timeout", "120", "--heap", "512m",
                "--directory", directory.toString(), "--raw", raw.toString());
        assertThat(status).isZero();
        JsonNode figures = JsonMapper.builder().build().readTree(Files.readAllBytes(raw)).path("figures");
        assertThat(figures.size()).isEqualTo(1);
        JsonNode run = figures.get(0);
        assertThat(run.path("lost").asLong()).isZero();
        assertThat(run.path("duplicates").asLong()).isZero();
        assertThat(run.path("accepted").asLong()).isEqualTo(RECIPIENTS);
        assertThat(run.path("seconds").asDouble()).isPositive();
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(raw);
        }
    }
}
