package loa.api.imports;

import java.util.List;

import loa.api.problem.Wording;

/** A file of which nothing can be stored. */
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Wording reason;
    private final transient List<RowFault> faults;

    UnreadableFileException(Wording reason, List<RowFault> faults) {
        super(reason.en(), null, false, false);
        this.reason = reason;
        this.faults = List.copyOf(faults);
    }

    /** Why, for the one who sent it. */
    public Wording reason() {
        return reason;
    }

    /** What is wrong with the header, column by column; else empty. */
    public List<RowFault> faults() {
        return faults;
    }
}
