package loa.sandbox.players;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import loa.sandbox.Sandbox;
import loa.sandbox.TestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PlayersEndToEndTest {
    private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(40);

    private static final String ITEM = """
        {"id": "%s", "bulletinClass": "%s", "title": "Thông báo", "text": "…", "start": "%s", "notAfter": "2099-01-01T00:00:00+07:00",
         "interrupts": %s, "volume": 100, "clip": %s}""";

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private TestClient client;
    private StationServer ours;

    @BeforeEach
    void start() throws Exception {
        ours = new StationServer(directory.resolve("ours"));
        sandbox = Sandbox.start(directory.resolve("sandbox"), 0);
        client = new TestClient(sandbox);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
        ours.close();
    }

    @Test
    void anEmergencyIsPlayedAtOnceSixtyTimesAsFastAndReported() throws Exception {
        ours.show("");
        play("LOA-99001-01", "LOA-99001-02");
        await().atMost(PATIENCE).until(() -> ours.held.get() >= 2);
        ours.show(emergency("i1") + "," + routine("later", "2098-01-01T00:00:00+07:00"));

        await().atMost(PATIENCE).until(() -> client.get("/sandbox/summary").at("/players/asRun").asInt() == 2);
        JsonNode entry = ours.asRun.getFirst();
        assertThat(entry.path("item").asString()).isEqualTo("i1");
        assertThat(entry.path("outcome").asString()).isEqualTo("completed");
        assertThat(entry.path("playedSeconds").asDouble()).isEqualTo(12);
        JsonNode summary = client.get("/sandbox/summary").path("players");
        assertThat(summary.path("stations").asInt()).isEqualTo(2);
        assertThat(summary.path("clips").asInt()).isEqualTo(2);
        assertThat(summary.path("playlists").asInt()).isEqualTo(4);
        await().atMost(PATIENCE).until(() -> ours.heartbeats.size() >= 2);
        assertThat(client.send("GET", "/sandbox/players", "").body()).contains("LOA-99001-02").doesNotContain("sta_key");
    }

    @Test
    void aReportIsKeptUntilItIsAcknowledgedAndNothingIsPlayedTwiceOverARestart() throws Exception {
        ours.failures.set(2);
        ours.show(emergency("i1"));
        play("LOA-99001-01");
        await().atMost(PATIENCE).until(() -> ours.failures.get() < 2);
        sandbox.close();
        sandbox = Sandbox.start(directory.resolve("sandbox"), 0);
        client = new TestClient(sandbox);

        await().atMost(PATIENCE).until(() -> client.get("/sandbox/summary").at("/players/asRun").asInt() == 1);
        ours.show(emergency("i1") + "," + emergency("i2"));
        await().atMost(PATIENCE).until(() -> ours.asRun.size() == 2);
        assertThat(ours.asRun).extracting(entry -> entry.path("item").asString()).containsExactly("i1", "i2");
    }

    @Test
    void whatIsTakenOutOfTheListIsInterrupted() throws Exception {
        ours.show(emergency("long").replace("\"seconds\": 12", "\"seconds\": 600"));
        play("LOA-99001-01");
        await().atMost(PATIENCE)
                .until(() -> client.get("/sandbox/players").at("/stations/0/playing/title").asString("").equals("Thông báo"));
        ours.show("");

        await().atMost(PATIENCE).until(() -> ours.asRun.size() == 1);
        assertThat(ours.asRun.getFirst().path("outcome").asString()).isEqualTo("interrupted");
        assertThat(ours.asRun.getFirst().path("playedSeconds").asDouble()).isBetween(0.0, 600.0);
    }

    @Test
    void aRosterThatIsNotOneIsExplained() throws Exception {
        assertThat(client.send("PUT", "/sandbox/players", "nonsense").statusCode()).isEqualTo(400);
        assertThat(client.send("PUT", "/sandbox/players", "{}").statusCode()).isEqualTo(422);
        assertThat(client.send("PUT", "/sandbox/players", """
            {"baseUrl": "http://127.0.0.1:1", "stations": [{"code": "x", "key": "y"}]}""")
                .body())
                .contains("a station's code is [A-Za-z0-9-]{3,32}, but was x");
        assertThat(client.send("PUT", "/sandbox/players", """
            {"baseUrl": "http://127.0.0.1:1", "stations": [], "gatherSeconds": -1}""")
                .body()).contains("gatherSeconds must be 0..3600, but was -1");
    }

    private void play(String... codes) throws Exception {
        String stations = String.join(",", java.util.Arrays.stream(codes).map("""
            {"code": "%s", "key": "sta_key"}"""::formatted).toList());
        String roster = """
            {"baseUrl": "%s/", "stations": [%s], "gatherSeconds": 1}""".formatted(ours.url(), stations);
        assertThat(client.send("PUT", "/sandbox/players", roster).statusCode()).isEqualTo(204);
    }

    private String emergency(String id) throws Exception {
        return ITEM.formatted(id, "emergency", "2026-11-22T14:03:00+07:00", "true", ours.clip());
    }

    private String routine(String id, String start) throws Exception {
        return ITEM.formatted(id, "routine", start, "false", ours.clip());
    }
}
