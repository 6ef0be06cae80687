package loa.sandbox.players;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One play, as a playlist tells it.
 *
 * @param seconds how long the clip is; ten where there is none
 * @param sha256  of the clip's bytes, null where there is none
 */
record PlaylistItem(String id, String title, String bulletinClass, String text, Instant start, Instant notAfter, boolean interrupts,
        int volume, double seconds, @Nullable String clipUrl, @Nullable String sha256) {

    /** What interrupts goes first, then by time and by the order in the list. */
    static final Comparator<PlaylistItem> ORDER = Comparator.comparing((PlaylistItem item) -> !item.interrupts())
            .thenComparing(PlaylistItem::start);

    static List<PlaylistItem> of(JsonNode playlist) {
        List<PlaylistItem> items = new ArrayList<>();
        if (!playlist.path("halted").asBoolean(false)) {
            playlist.path("items").forEach(item -> items.add(item(item)));
        }
        items.sort(ORDER);
        return List.copyOf(items);
    }

    /** An emergency is played at once, anything else when its time has come. */
    Instant due() {
        return interrupts ? Instant.EPOCH : start;
    }

    private static PlaylistItem item(JsonNode item) {
        JsonNode clip = item.path("clip");
        return new PlaylistItem(item.path("id").asString(), item.path("title").asString(""), item.path("bulletinClass").asString(""),
                item.path("text").asString(""), time(item.path("start")), time(item.path("notAfter")),
                item.path("interrupts").asBoolean(false) || item.path("bulletinClass").asString("").equals("emergency"),
                item.path("volume").asInt(60), clip.path("seconds").asDouble(10),
                clip.path("url").isString() ? clip.path("url").asString() : null,
                clip.path("sha256").isString() ? clip.path("sha256").asString() : null);
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.asString()).toInstant();
    }
}
