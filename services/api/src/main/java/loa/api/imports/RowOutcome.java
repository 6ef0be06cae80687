package loa.api.imports;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;

/** What became of one row. */
public sealed interface RowOutcome {
    /** The row was followed. */
    record Done(Effect effect) implements RowOutcome {}

    /** Nothing of the row was stored. */
    record Faulty(List<RowFault> faults) implements RowOutcome {
        /** Copies the faults, of which there must be some. */
        public Faulty {
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a faulty row needs a fault");
            }
            faults = List.copyOf(faults);
        }
    }

    /** So many rows were followed, with the same effect: for an import that stores its rows together. */
    record Counted(Effect effect, long rows) implements RowOutcome {}

    /** What a row did to what was there. */
    enum Effect {
        /** It is new. */
        ADDED,
        /** It took the place of what was known. */
        CHANGED,
        /** It says what was known. */
        UNCHANGED,
        /** It was united with an earlier row of the same file. */
        MERGED,
        /** It was passed over with good reason, as after an opt-out. */
        SKIPPED
    }

    /** The row was followed. */
    static RowOutcome done(Effect effect) {
        return new Done(effect);
    }

    /** The row has this one fault. */
    static RowOutcome faulty(CsvRow row, @Nullable String column, String code, Wording detail) {
        return new Faulty(List.of(new RowFault(row.line(), column, code, detail)));
    }
}
