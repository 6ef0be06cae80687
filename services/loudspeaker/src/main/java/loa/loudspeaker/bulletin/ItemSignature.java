package loa.loudspeaker.bulletin;

import java.util.stream.Collectors;

import loa.contract.AreaCode;
import loa.contract.LoaJson;
import loa.loudspeaker.speech.Clip;

/** What of a playlist item is signed: all by which a player decides whether to play these bytes, and nothing about the station. */
final class ItemSignature {
    private ItemSignature() {}

    /** Lines, each ended by a line feed; times and booleans as they stand in JSON. */
    static String signedText(Announcement announcement, String language, Clip clip) {
        String areas = announcement.areas().stream().map(AreaCode::value).collect(Collectors.joining(","));
        return String.join("\n", "loa-item-1", announcement.directive().toString(), Integer.toString(announcement.revision()), areas,
                announcement.bulletinClass().code(), Boolean.toString(announcement.exercise()), language, clip.sha256(),
                LoaJson.format(announcement.notBefore()), LoaJson.format(announcement.notAfter()),
                Boolean.toString(announcement.interrupts())) + "\n";
    }
}
