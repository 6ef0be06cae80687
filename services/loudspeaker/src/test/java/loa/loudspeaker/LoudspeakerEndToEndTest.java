package loa.loudspeaker;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Role;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.RecipientId;
import loa.loudspeaker.speech.Programs;
import loa.loudspeaker.station.StationCode;
import loa.loudspeaker.station.Stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The service with real Kafka and PostgreSQL, from a signed directive to a station's report. Each test has a village of its own. */
class LoudspeakerEndToEndTest {
    private static final String TEXT = "Kính thưa bà con, bão số 5 sẽ vào bờ lúc 17h00. Đề nghị mọi người ở trong nhà và theo dõi thông báo tiếp theo.";
    private static final Duration SOON = RunningService.SOON;

    private static RunningService service;
    private static String administrator;

    @BeforeAll
    static void start() {
        service = RunningService.get();
        administrator = service.personsKey(null, Role.ADMINISTRATOR);
        service.areas("99", "99001", "99002");
    }

    @Test
    void anEmergencyIsInThePlaylistAndItsReportMakesItDelivered() {
        // Given
        String station = "LOA-99001-11";
        String key = station(station, "99001-11", "{}");
        // When
        IssuedDirective storm = directive(BulletinClass.EMERGENCY, 2, "99001");
        service.tell(new LoaEvent.DirectiveIssued(storm));
        // Then
        JsonNode list = awaitItems(station, key, 2);
        JsonNode first = list.path("items").get(0);
        assertThat(first.path("directive").asString()).isEqualTo(storm.directive().toString());
        assertThat(first.path("session").isNull()).isTrue();
        assertThat(first.path("interrupts").asBoolean()).isTrue();
        assertThat(first.path("volume").asInt()).isEqualTo(100);
        assertThat(first.path("plays").asInt()).isEqualTo(2);
        assertThat(list.path("areaPath").toString()).isEqualTo("[\"99\",\"99001\",\"99001-11\"]");
        assertThat(isSigned(first)).isTrue();
        await().atMost(SOON).until(() -> "accepted".equals(trace(station, storm).state()));
        // When
        String report = asRun(first, "completed", null);
        HttpResponse<String> answer = service.post(key, path(station, "as-run"), "{\"entries\": [" + report + "]}");
        // Then
        assertThat(answer.body()).isEqualTo("{\"stored\":1,\"known\":0,\"unmatched\":0,\"faulty\":[]}");
        assertThat(service.post(key, path(station, "as-run"), "{\"entries\": [" + report + "]}").body()).contains("\"known\":1");
        await().atMost(SOON).until(() -> "delivered".equals(trace(station, storm).state()));
        await().atMost(SOON).untilAsserted(() -> assertThat(playlist(station, key, "m3u8").body().lines().count()).isEqualTo(3));
        assertThat(service.json(playlist(station, key, "json")).path("items").size()).isEqualTo(2);
    }

    @Test
    void theListsHaveTheFormsThatPlayersNeed() throws Exception {
        String station = "LOA-99001-12";
        String key = station(station, "99001-12", "{}");
        service.tell(new LoaEvent.DirectiveIssued(directive(BulletinClass.EMERGENCY, 1, "99001-12")));
        awaitItems(station, key, 1);
        HttpResponse<String> m3u8 = service.get(basic(station, key), path(station, "playlist.m3u8"));
        assertThat(m3u8.headers().firstValue("Content-Type")).contains("audio/x-mpegurl");
        assertThat(m3u8.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(m3u8.body())
                .matches("#EXTM3U\n#EXTINF:\\d+,Thông báo của tỉnh\nhttp://loa\\.example\\.vn/api/v1/clips/[0-9a-f]{64}\\.mp3\n");
        HttpResponse<String> xspf = playlist(station, key, "xspf");
        assertThat(xspf.headers().firstValue("Content-Type")).contains("application/xspf+xml");
        assertThat(xspf.body()).contains("<trackNum>1</trackNum>");
        assertThat(service.get(key, path(station, "playlist"), "Accept", "application/xspf+xml").body()).contains("<trackList>");
        assumeTrue(Programs.has("ffmpeg"), "ffmpeg is not installed");
        String clip = m3u8.body().lines().filter(l -> l.startsWith("http")).findFirst().orElseThrow().replace("http://loa.example.vn",
                service.base());
        assertThat(Programs.run("ffmpeg", "-hide_banner", "-i", clip, "-f", "null", "-")).contains("Audio: mp3", "24000 Hz");
    }

    @Test
    void ffmpegPlaysTheWholeListByItsAddressAlone() throws Exception {
        assumeTrue(Programs.has("ffmpeg"), "ffmpeg is not installed");
        String station = "LOA-99001-19";
        String key = station(station, "99001-19", "{}");
        service.tell(new LoaEvent.DirectiveIssued(directive(BulletinClass.EMERGENCY, 3, "99001-19")));
        JsonNode items = awaitItems(station, key, 3).path("items");
        double seconds = items.valueStream().mapToDouble(i -> i.path("clip").path("seconds").asDouble()).sum();
        try (var door = new PublicDoor(service)) {
            String said = Programs.run("ffmpeg", "-hide_banner", "-i",
                    "http://" + station + ":" + key + "@" + door.authority() + path(station, "playlist.m3u8"), "-f", "null", "-");
            List<String> times = Pattern.compile("time=(\\d\\d:\\d\\d:\\d\\d)").matcher(said).results().map(m -> m.group(1)).toList();
            assertThat((double) LocalTime.parse(times.getLast()).toSecondOfDay()).as(said).isCloseTo(seconds, within(1.5));
        }
    }

    @Test
    void aClipIsServedInPartsAndForEver() throws Exception {
        String station = "LOA-99001-13";
        String key = station(station, "99001-13", "{}");
        service.tell(new LoaEvent.DirectiveIssued(directive(BulletinClass.EMERGENCY, 1, "99001-13")));
        JsonNode clip = awaitItems(station, key, 1).path("items").get(0).path("clip");
        String url = clip.path("url").asString().replace("http://loa.example.vn", service.base());
        HttpResponse<byte[]> whole = service.send(service.request(null, url).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(whole.body()).hasSize(clip.path("bytes").asInt());
        assertThat(whole.headers().firstValue("ETag")).contains("\"" + clip.path("sha256").asString() + "\"");
        assertThat(whole.headers().firstValue("Cache-Control").orElse("")).contains("max-age=31536000", "public", "immutable");
        HttpResponse<byte[]> part = service.send(service.request(null, url, "Range", "bytes=100-199").GET().build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100, 200));
        HttpResponse<String> head = service.send(service.request(null, url).HEAD().build());
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
        assertThat(service.get(null, url, "If-None-Match", "\"" + clip.path("sha256").asString() + "\"").statusCode()).isEqualTo(304);
        assertThat(service.get(null, "/api/v1/clips/" + "0".repeat(64) + ".mp3").statusCode()).isEqualTo(404);
    }

    @Test
    void aHeldRequestIsAnsweredWhenThePlanChangesAndACancelledDirectiveIsGone() {
        String station = "LOA-99001-14";
        String key = station(station, "99001-14", "{}");
        String etag = playlist(station, key, "json").headers().firstValue("ETag").orElseThrow();
        assertThat(service.get(key, path(station, "playlist.json"), "If-None-Match", etag).statusCode()).isEqualTo(304);
        CompletableFuture<HttpResponse<String>> held = CompletableFuture.supplyAsync(
                () -> service.get(key, path(station, "playlist.json"), "If-None-Match", etag, "Prefer", "wait=50"));
        IssuedDirective storm = directive(BulletinClass.EMERGENCY, 1, "99001-14");
        service.tell(new LoaEvent.DirectiveIssued(storm));
        HttpResponse<String> news = held.orTimeout(50, TimeUnit.SECONDS).join();
        assertThat(news.statusCode()).isEqualTo(200);
        assertThat(news.headers().firstValue("Preference-Applied")).contains("wait=50");
        assertThat(service.json(news).path("items").size()).isEqualTo(1);
        service.tell(new LoaEvent.DirectiveCancelled(storm.directive(), 1, "Bão đã tan", now()));
        HttpResponse<String> gone = service.get(key, path(station, "playlist.json"), "If-None-Match",
                news.headers().firstValue("ETag").orElseThrow(), "Prefer", "wait=50");
        assertThat(service.json(gone).path("items").size()).isZero();
    }

    @Test
    void aHaltedAreaOffersNothingUntilItIsResumed() {
        String station = "LOA-99002-01";
        String key = station(station, "99002-01", "{}");
        service.tell(new LoaEvent.DirectiveIssued(directive(BulletinClass.EMERGENCY, 1, "99002-01")));
        awaitItems(station, key, 1);
        var area = new AreaCode("99002");
        var covered = List.of(area, new AreaCode("99002-01"));
        service.tell(new LoaEvent.BroadcastHalted(area, covered, Set.of(Channel.LOUDSPEAKER), "Kiểm tra", now()));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode list = service.json(playlist(station, key, "json"));
            assertThat(list.path("halted").asBoolean()).isTrue();
            assertThat(list.path("items").size()).isZero();
            assertThat(list.path("unplaced").get(0).path("reason").asString()).isEqualTo("halted");
        });
        service.tell(new LoaEvent.BroadcastResumed(area, covered, Set.of(Channel.LOUDSPEAKER), "Xong", now()));
        assertThat(awaitItems(station, key, 1).path("halted").asBoolean()).isFalse();
    }

    @Test
    void whatHasNoPlaceIsRefusedWithItsReason() {
        String station = "LOA-99001-15";
        String key = station(station, "99001-15", "{\"sessions\": []}");
        IssuedDirective notice = directive(BulletinClass.ROUTINE, 1, "99001-15");
        service.tell(new LoaEvent.DirectiveIssued(notice));
        await().atMost(SOON).until(() -> "refused".equals(trace(station, notice).state()));
        assertThat(trace(station, notice).reason()).isEqualTo("no-session");
        JsonNode unplaced = service.json(playlist(station, key, "json")).path("unplaced").get(0);
        assertThat(unplaced.path("reason").asString()).isEqualTo("no-session");
    }

    @Test
    void aStationOfACommuneIsNotReachedForOneOfItsVillages() {
        station("LOA-COMMUNE", "99001", "{}");
        String village = "LOA-99001-16";
        String key = station(village, "99001-16", "{}");
        IssuedDirective notice = directive(BulletinClass.EMERGENCY, 1, "99001-16");
        service.tell(new LoaEvent.DirectiveIssued(notice));
        awaitItems(village, key, 1);
        await().atMost(SOON).until(() -> "accepted".equals(trace(village, notice).state()));
        assertThat(traces("LOA-COMMUNE", notice)).isEmpty();
    }

    @Test
    void playersAreAskedForTheirOwnKeyAndForPatience() {
        String station = "LOA-99001-17";
        String key = station(station, "99001-17", "{}");
        String other = station("LOA-99001-18", "99001-18", "{}");
        HttpResponse<String> nobody = service.get(null, path(station, "playlist.json"));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(service.get(basic("LOA-99001-18", key), path(station, "playlist.json")).statusCode()).isEqualTo(401);
        assertThat(service.get(other, path(station, "playlist.json")).statusCode()).isEqualTo(403);
        assertThat(service.get(other, path("LOA-NONE", "playlist.json")).statusCode()).isEqualTo(403);
        assertThat(service.get(administrator, path("LOA-NONE", "playlist.json")).statusCode()).isEqualTo(404);
        assertThat(service.get(key, "/api/v1/stations/" + station).statusCode()).isEqualTo(403);
        assertThat(service.get(key, path(station, "playlist.json")).statusCode()).isEqualTo(200);
        HttpResponse<String> hasty = service.get(key, path(station, "playlist.json"));
        assertThat(hasty.statusCode()).isEqualTo(429);
        assertThat(hasty.headers().firstValue("Retry-After")).contains("1");
        assertThat(service.get(key, path(station, "playlist.json"), "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    private static String station(String code, String area, String more) {
        service.areas(area);
        String body = "{\"name\": \"Cụm loa\", \"area\": \"" + area + "\"" + (more.equals("{}") ? "}" : ", " + more.substring(1));
        HttpResponse<String> made = service.put(administrator, "/api/v1/stations/" + code, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return service.json(made).path("key").asString();
    }

    private static IssuedDirective directive(BulletinClass bulletinClass, int repeats, String area) {
        List<AreaCode> covered = area.length() > 5
                ? List.of(new AreaCode(area))
                : IntStream.range(10, 20).mapToObj(i -> new AreaCode(area + "-" + i)).toList();
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Chỉ huy", null, bulletinClass, false,
                Set.of(Channel.LOUDSPEAKER), List.of(new AreaCode(area)), covered,
                List.of(new Bulletin(Channel.LOUDSPEAKER, "vi", "Thông báo của tỉnh", TEXT, repeats)), now(), now().plusDays(2), now());
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(LoaJson.OFFSET);
    }

    private static JsonNode awaitItems(String station, String key, int count) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200))
                .until(() -> service.json(playlist(station, key, "json")).path("items").size() == count);
        return service.json(playlist(station, key, "json"));
    }

    /** With a condition that never holds, so that nobody is told to be patient. */
    private static HttpResponse<String> playlist(String station, String key, String format) {
        return service.get(key, path(station, "playlist." + format), "If-None-Match", "\"none\"");
    }

    private static String path(String station, String what) {
        return "/api/v1/stations/" + station + "/" + what;
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String asRun(JsonNode item, String outcome, @Nullable String reason) {
        return "{\"item\": \"%s\", \"start\": \"%s\", \"end\": \"%s\", \"outcome\": \"%s\", \"playedSeconds\": 7.5, \"volume\": 100, \"reason\": %s}"
                .formatted(item.path("id").asString(), item.path("start").asString(), item.path("start").asString(), outcome,
                        reason == null ? "null" : "\"" + reason + "\"");
    }

    /** Put together from the JSON as an outsider would, by the page that says how. */
    private static boolean isSigned(JsonNode item) {
        List<String> areas = item.path("areas").valueStream().map(JsonNode::asString).toList();
        String text = "loa-item-1\n" + item.path("directive").asString() + "\n" + item.path("revision").asInt() + "\n"
                + String.join(",", areas) + "\n" + item.path("bulletinClass").asString() + "\n" + item.path("exercise").asBoolean() + "\n"
                + item.path("language").asString() + "\n" + item.path("clip").path("sha256").asString() + "\n"
                + item.path("notBefore").asString() + "\n" + item.path("notAfter").asString() + "\n" + item.path("interrupts").asBoolean()
                + "\n";
        return service.keys().ring().verifies(item.path("keyId").asString(), text.getBytes(StandardCharsets.UTF_8),
                item.path("signature").asString());
    }

    private static DeliveryTrace trace(String station, IssuedDirective directive) {
        return traces(station, directive).stream().findFirst()
                .orElseGet(() -> new DeliveryTrace(new DeliveryId(new UUID(0, 0)), directive.directive(), 1,
                        new RecipientId(new UUID(0, 0)), new AreaCode("99"), "none", null, now().toInstant(), null, List.of(), List.of(),
                        null));
    }

    private static List<DeliveryTrace> traces(String station, IssuedDirective directive) {
        UUID id = service.bean(Stations.class).find(new StationCode(station)).orElseThrow().id().value();
        return service.bean(Deliveries.class).ofRecipient(new RecipientId(id), directive.directive(), 10);
    }
}
