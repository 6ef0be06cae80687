package loa.publisher.deadletter;

/** What may be done with a letter. */
public enum LetterAct {
    /** The record is put onto its topic again. */
    REPLAY("replayed"),
    /** Nobody will act upon the record. */
    DISCARD("discarded");

    private final String state;

    LetterAct(String state) {
        this.state = state;
    }

    /** What the letter is afterwards. */
    public String state() {
        return state;
    }

    static LetterAct ofState(String state) {
        return state.equals(REPLAY.state) ? REPLAY : DISCARD;
    }
}
