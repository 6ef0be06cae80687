package loa.loudspeaker.speech;

/** Speaks text. A program, a neural voice behind HTTP or a recording may stand behind it. */
interface Speech {
    /** What stands as {@code voice} at a clip. */
    String voice();

    /**
     * The spoken text. May block, within a time limit of its own. Called by many threads at once.
     *
     * @param text as it is to be said, in NFC
     */
    Answer speak(String text);

    /** What became of speaking. */
    sealed interface Answer {
        /** The text in words. */
        record Spoken(Sound sound) implements Answer {}

        /** There is no speech to be had, now or later; whoever asked plays a chime and shows the text. */
        record Mute(String why) implements Answer {}

        /** It failed this time; another attempt makes sense. */
        record Failed(Exception cause) implements Answer {}
    }
}
