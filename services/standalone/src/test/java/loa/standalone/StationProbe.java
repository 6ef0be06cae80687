package loa.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What the player of the first station hears, measured by a program that is not ours. */
final class StationProbe {
    private static final String DURATION = "#EXTINF:";
    private static final int LONGEST_PROBE_SECONDS = 20;

    private final LoaHttp http;
    private final URI playlist;
    private final String login;

    StationProbe(JsonNode credentials, LoaHttp http) {
        JsonNode station = credentials.path("stations").get(0);
        String code = station.path("code").asString();
        this.http = http;
        this.playlist = URI.create(credentials.path("console").asString() + "/api/v1/stations/" + code + "/playlist.m3u8");
        this.login = Base64.getEncoder().encodeToString((code + ":" + station.path("key").asString()).getBytes(UTF_8));
    }

    /** Whether clips can be measured on this machine. */
    static boolean isPossible() {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, "ffprobe")));
    }

    /** The playlist as it is now; empty while there is none. */
    String playlist() {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(playlist).timeout(Duration.ofSeconds(10)).header("Authorization", "Basic " + login).build());
        return response.statusCode() == 200 ? response.body() : "";
    }

    /** How long the playlist says that its first clip is. */
    static double secondsAnnounced(String playlist) {
        return Double.parseDouble(first(playlist, DURATION).substring(DURATION.length()).split(",", 2)[0]);
    }

    /** How long its first clip is, fetched and decoded. */
    static double secondsOfFirstClip(String playlist) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
                first(playlist, "http")).redirectErrorStream(true).start();
        String answer = new String(probe.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(probe.waitFor(LONGEST_PROBE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Double.parseDouble(answer);
    }

    private static String first(String playlist, String beginning) {
        return playlist.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }
}
