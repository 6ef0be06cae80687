package loa.loudspeaker.speech;

import java.util.Optional;

/** Speaks text. A program, a neural voice behind HTTP or a recording may stand behind it. */
interface Speech {
    /** What stands as {@code voice} at a clip. */
    String voice();

    /**
     * The spoken text. May block, within a time limit of its own. Called by many threads at once.
     *
     * @param text as it is to be said, in NFC
     * @return empty when there is no speech to be had; whoever asked plays a chime and shows the text
     */
    Optional<Sound> speak(String text);
}
