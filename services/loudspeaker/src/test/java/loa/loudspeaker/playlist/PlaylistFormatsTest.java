package loa.loudspeaker.playlist;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import javax.xml.parsers.DocumentBuilderFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.LoaJson;

import static org.assertj.core.api.Assertions.assertThat;

class PlaylistFormatsTest {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-22T12:00:00+07:00");

    @Test
    void jsonIsThatOfThePage() {
        assertThat(text(Format.JSON, content(item("Thông báo", false, null)))).isEqualTo(
                "{\"station\":\"LOA-99001-03\",\"areaPath\":[\"99\",\"99001\",\"99001-03\"],\"day\":\"2026-11-22\",\"timeZone\":\"Asia/Ho_Chi_Minh\","
                        + "\"version\":7,\"plannedAt\":\"2026-11-22T12:00:00.000+07:00\",\"halted\":false,\"items\":[{"
                        + "\"id\":\"00000000-0000-0007-0000-000000000001\",\"directive\":\"00000000-0000-0007-0000-000000000002\",\"revision\":1,"
                        + "\"areas\":[\"99001\"],\"bulletinClass\":\"emergency\",\"exercise\":false,\"language\":\"vi\",\"title\":\"Thông báo\","
                        + "\"text\":\"Bão & <gió>\",\"start\":\"2026-11-22T12:00:00.000+07:00\",\"notBefore\":\"2026-11-22T12:00:00.000+07:00\","
                        + "\"notAfter\":\"2026-11-23T12:00:00.000+07:00\",\"session\":null,\"play\":1,\"plays\":2,\"interrupts\":true,\"volume\":100,"
                        + "\"clip\":{\"url\":\"http://loa.example.vn/api/v1/clips/9f.mp3\",\"type\":\"audio/mpeg\",\"bytes\":249312,\"seconds\":41.5,"
                        + "\"sha256\":\"9f\",\"voice\":\"espeak-ng\"},\"keyId\":\"k1\",\"signature\":\"c2ln\"}],"
                        + "\"unplaced\":[{\"directive\":\"00000000-0000-0007-0000-000000000003\",\"revision\":1,\"reason\":\"budget\",\"detail\":\"Hết giờ.\"}]}");
    }

    @Test
    void m3u8IsPlainAndInOrder() {
        assertThat(text(Format.M3U8, content(item("Thông báo\nhai dòng", true, null)))).isEqualTo("""
            #EXTM3U
            #EXTINF:42,DIỄN TẬP: Thông báo hai dòng
            http://loa.example.vn/api/v1/clips/9f.mp3
            """);
    }

    @Test
    void whoReadsHlsAloneGetsAListThatEnds() {
        assertThat(text(Format.HLS, content(item("Một", false, null), item("Hai", false, null))))
                .isEqualTo("""
                    #EXTM3U
                    #EXT-X-VERSION:3
                    #EXT-X-TARGETDURATION:42
                    #EXT-X-MEDIA-SEQUENCE:0
                    #EXT-X-PLAYLIST-TYPE:VOD
                    #EXTINF:42,Một
                    http://loa.example.vn/api/v1/clips/9f.mp3
                    #EXT-X-DISCONTINUITY
                    #EXTINF:42,Hai
                    http://loa.example.vn/api/v1/clips/9f.mp3
                    #EXT-X-ENDLIST
                    """);
    }

    @Test
    void nothingToPlayIsAnEmptyList() throws Exception {
        assertThat(text(Format.M3U8, content())).isEqualTo("#EXTM3U\n");
        assertThat(parse(content()).getElementsByTagName("trackList").getLength()).isEqualTo(1);
        assertThat(parse(content()).getElementsByTagName("track").getLength()).isZero();
    }

    @Test
    void xspfKeepsTheRulesOfItsVersion() throws Exception {
        Document document = parse(content(item("Bão & <gió>\u0000", false, "17:00-18:00"), item("Hai", false, null)));
        Element playlist = document.getDocumentElement();
        assertThat(playlist.getNamespaceURI()).isEqualTo("http://xspf.org/ns/0/");
        assertThat(playlist.getAttribute("version")).isEqualTo("1");
        assertThat(value(document, "date", 0)).isEqualTo("2026-11-22T12:00:00+07:00");
        assertThat(value(document, "title", 1)).isEqualTo("Bão & <gió>");
        assertThat(value(document, "trackNum", 1)).isEqualTo("2");
        assertThat(value(document, "duration", 0)).isEqualTo("41500");
        assertThat(((Element) document.getElementsByTagName("meta").item(0)).getAttribute("rel")).startsWith("urn:");
    }

    private static String value(Document document, String name, int index) {
        return document.getElementsByTagName(name).item(index).getTextContent();
    }

    private static Document parse(PlaylistReader.Content content) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(Format.XSPF.write(content, LoaJson.strictMapper())));
    }

    private static String text(Format format, PlaylistReader.Content content) {
        return new String(format.write(content, LoaJson.strictMapper()), StandardCharsets.UTF_8);
    }

    private static PlaylistReader.Content content(Playlist.Item... items) {
        var unplaced = new Playlist.Unplaced(new DirectiveId(new UUID(7, 3)), 1, "budget", "Hết giờ.");
        var playlist = new Playlist("LOA-99001-03", List.of(new AreaCode("99"), new AreaCode("99001"), new AreaCode("99001-03")),
                LocalDate.of(2026, 11, 22), "Asia/Ho_Chi_Minh", 7, NOON, false, List.of(items), List.of(unplaced));
        return new PlaylistReader.Content(playlist, List.of(items));
    }

    private static Playlist.Item item(String title, boolean exercise, @Nullable String session) {
        var clip = new Playlist.ClipLink("http://loa.example.vn/api/v1/clips/9f.mp3", "audio/mpeg", 249_312, 41.5, "9f", "espeak-ng");
        return new Playlist.Item(new UUID(7, 1), new DirectiveId(new UUID(7, 2)), 1, List.of(new AreaCode("99001")),
                BulletinClass.EMERGENCY, exercise, "vi", title, "Bão & <gió>", NOON, NOON, NOON.plusDays(1), session, 1, 2, true, 100, clip,
                "k1", "c2ln");
    }
}
