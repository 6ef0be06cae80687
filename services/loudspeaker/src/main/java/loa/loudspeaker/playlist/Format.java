package loa.loudspeaker.playlist;

import java.nio.charset.StandardCharsets;

import tools.jackson.databind.json.JsonMapper;

/** The forms of a playlist. The media types are those with which players were seen to play. */
enum Format {
    JSON("application/json") {
        @Override
        byte[] write(PlaylistReader.Content content, JsonMapper mapper) {
            return mapper.writeValueAsBytes(content.playlist());
        }
    },
    M3U8("audio/x-mpegurl") {
        @Override
        byte[] write(PlaylistReader.Content content, JsonMapper mapper) {
            return M3u8.write(content.open()).getBytes(StandardCharsets.UTF_8);
        }
    },
    HLS("application/vnd.apple.mpegurl") {
        @Override
        byte[] write(PlaylistReader.Content content, JsonMapper mapper) {
            return M3u8.writeHls(content.open()).getBytes(StandardCharsets.UTF_8);
        }
    },
    XSPF("application/xspf+xml") {
        @Override
        byte[] write(PlaylistReader.Content content, JsonMapper mapper) {
            return Xspf.write(content.playlist(), content.open());
        }
    };

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    abstract byte[] write(PlaylistReader.Content content, JsonMapper mapper);
}
