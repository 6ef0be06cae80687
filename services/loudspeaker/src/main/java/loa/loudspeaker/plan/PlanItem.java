package loa.loudspeaker.plan;

import java.util.Locale;
import java.util.UUID;

/** A play as it stands in the database: an item of a playlist. */
public record PlanItem(UUID id, Slot slot, State state) {
    /** What became of a play. */
    public enum State {
        /** It is still to be played, or nobody has said yet that it was. */
        PLANNED,
        /** The station reported it as completed. */
        PLAYED,
        /** The station, or its operator, left it out. */
        SKIPPED,
        /** It is too late, and nobody reported it. */
        PASSED,
        /** Its directive was cancelled or replaced, or it lost its place. */
        WITHDRAWN;

        static State ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it is still to be played. */
    public boolean isOpen() {
        return state == State.PLANNED;
    }
}
