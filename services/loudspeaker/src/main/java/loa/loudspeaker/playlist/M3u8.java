package loa.loudspeaker.playlist;

import java.util.List;

/** Extended M3U in UTF-8: {@code #EXTM3U} first, no byte order mark. */
final class M3u8 {
    private M3u8() {}

    /** For players: nothing of HLS, since with its marks VLC and MPD play nothing. */
    static String write(List<Playlist.Item> items) {
        var list = new StringBuilder("#EXTM3U\n");
        items.forEach(item -> append(list, item));
        return list.toString();
    }

    /**
     * For those who read M3U8 as HLS alone, ffmpeg among them: a media playlist that ends (RFC 8216 section 4.3.3). Each item is a recording
     * of its own with times of its own, which is what a discontinuity says.
     */
    static String writeHls(List<Playlist.Item> items) {
        long longest = items.stream().mapToLong(M3u8::seconds).max().orElse(1);
        var list = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:").append(longest)
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n");
        for (int i = 0; i < items.size(); i++) {
            list.append(i == 0 ? "" : "#EXT-X-DISCONTINUITY\n");
            append(list, items.get(i));
        }
        return list.append("#EXT-X-ENDLIST\n").toString();
    }

    private static void append(StringBuilder list, Playlist.Item item) {
        list.append("#EXTINF:").append(seconds(item)).append(',').append(inOneLine(item.label())).append('\n');
        list.append(item.clip().url()).append('\n');
    }

    private static long seconds(Playlist.Item item) {
        return Math.round(item.clip().seconds());
    }

    private static String inOneLine(String title) {
        return title.replaceAll("\\s+", " ").strip();
    }
}
