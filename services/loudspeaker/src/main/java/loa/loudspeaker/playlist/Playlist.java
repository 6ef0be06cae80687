package loa.loudspeaker.playlist;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.ExerciseMark;

/** The plan of one station and day, as it stands in JSON. Nothing in it depends on the moment of asking. */
record Playlist(String station, List<AreaCode> areaPath, LocalDate day, String timeZone, long version, OffsetDateTime plannedAt,
        boolean halted, List<Item> items, List<Unplaced> unplaced) {
    /** Copies the lists. */
    Playlist {
        areaPath = List.copyOf(areaPath);
        items = List.copyOf(items);
        unplaced = List.copyOf(unplaced);
    }

    /** One play of one clip. */
    record Item(UUID id, DirectiveId directive, int revision, List<AreaCode> areas, BulletinClass bulletinClass, boolean exercise,
            String language, String title, String text, OffsetDateTime start, OffsetDateTime notBefore, OffsetDateTime notAfter,
            @Nullable String session, int play, int plays, boolean interrupts, int volume, ClipLink clip, String keyId, String signature) {
        /** As a list for people shows it. The desk marks an exercise itself; no title gets the mark twice. */
        String label() {
            return ExerciseMark.on(exercise, language, title);
        }
    }

    /** @param url absolute */
    record ClipLink(String url, String type, long bytes, double seconds, String sha256, String voice) {}

    /** A directive that has no place, or not wholly. */
    record Unplaced(DirectiveId directive, int revision, String reason, String detail) {}
}
