package loa.loudspeaker.playlist;

import java.util.List;

/** Extended M3U in UTF-8: {@code #EXTM3U} first, no byte order mark, nothing of HLS. */
final class M3u8 {
    private M3u8() {}

    static String write(List<Playlist.Item> items) {
        var list = new StringBuilder("#EXTM3U\n");
        for (Playlist.Item item : items) {
            list.append("#EXTINF:").append(Math.round(item.clip().seconds())).append(',').append(inOneLine(item.label())).append('\n');
            list.append(item.clip().url()).append('\n');
        }
        return list.toString();
    }

    private static String inOneLine(String title) {
        return title.replaceAll("\\s+", " ").strip();
    }
}
