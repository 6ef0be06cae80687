package loa.sandbox;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The process as a launcher starts it. */
class SandboxProcessEndToEndTest {

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process process : started) {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void afterKillingItTheNextOneHasAllDataAndTheSamePasswords() throws Exception {
        Process first = start("--sandbox-port", "0", "--kafka-port", "0", "--schemas", "sms");
        JsonNode before = firstLine(first, "READY ");
        execute(before, "create table kept as select 1 as one");
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest push = HttpRequest.newBuilder(URI.create(before.at("/sandbox/url").asString() + "/v1/projects/loa/messages:send"))
                .header("Authorization", "Bearer x")
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"message": {"token": "t", "notification": {"title": "a", "body": "b"}}}"""))
                .build();
        assertThat(http.send(push, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Process second = start("--sandbox-port", "0", "--kafka-port", "0", "--schemas", "sms");
        JsonNode after = firstLine(second, "READY ");
        execute(after, "insert into kept values (2)");
        for (String same : List.of("/postgres/schemas/sms/password", "/postgres/password", "/sandbox/twilioAuthToken")) {
            assertThat(after.at(same).asString()).isNotEmpty().isEqualTo(before.at(same).asString());
        }
        HttpRequest summary = HttpRequest.newBuilder(URI.create(after.at("/sandbox/url").asString() + "/sandbox/summary")).build();
        JsonNode fcm = JsonMapper.shared().readTree(http.send(summary, HttpResponse.BodyHandlers.ofString()).body()).path("fcm");
        assertThat(fcm.path("accepted").asInt()).isEqualTo(1);

        second.getOutputStream().close();
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
    }

    @Test
    void aTakenPortIsToldInOneLineAndNothingStaysBehind() throws Exception {
        try (Sandbox other = Sandbox.start(directory.resolve("other"), 0)) {
            Process process = start("--sandbox-port", String.valueOf(other.port()), "--kafka-port", "0", "--no-servers");
            assertThat(firstLine(process, "FAILED ").path("reason").asString())
                    .isEqualTo("port " + other.port() + " on 127.0.0.1 is in use");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(3);
        }
    }

    @Test
    void aSignalEndsItInOrder() throws Exception {
        Process process = start("--sandbox-port", "0", "--no-servers", "--stay");
        firstLine(process, "READY ");
        process.getOutputStream().close();
        assertThat(process.isAlive()).isTrue();
        process.destroy();
        await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
    }

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), SandboxProcess.class.getName(),
                "--data", directory.resolve("data").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        started.add(process);
        return process;
    }

    private static JsonNode firstLine(Process process, String word) throws Exception {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        assertThat(line).startsWith(word);
        return JsonMapper.shared().readTree(line.substring(word.length()));
    }

    private static void execute(JsonNode ready, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(ready.at("/postgres/url").asString(),
                ready.at("/postgres/schemas/sms/user").asString(), ready.at("/postgres/schemas/sms/password").asString());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
