package loa.loudspeaker.bulletin;

import loa.loudspeaker.speech.Clip;

/**
 * A bulletin in one language, ready to be played.
 *
 * @param title     what players show
 * @param text      what is said, as it was written
 * @param repeats   how often it is played at each station
 * @param keyId     which key signed
 * @param signature over what {@link ItemSignature} says
 */
public record SpokenBulletin(Announcement announcement, String language, String title, String text, int repeats, Clip clip, String keyId,
        String signature) {}
