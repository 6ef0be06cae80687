package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** Why somebody returns, cancels or halts: 1 to 1,000 characters, in NFC. */
public record Reason(String text) {
    /** How many characters it may have. */
    public static final int LONGEST = 1_000;

    /**
     * The reason that was typed.
     *
     * @throws ProblemException 422 when it is missing or too long
     */
    public static Reason of(@Nullable String typed) {
        List<FieldFault> faults = new ArrayList<>();
        return read(typed, faults).orElseThrow(() -> ProblemException.invalid(faults));
    }

    /**
     * The reason that was typed; empty when it is missing or cannot be.
     *
     * @param faults takes what is wrong with it, at {@code /reason}
     */
    public static Optional<Reason> read(@Nullable String typed, List<FieldFault> faults) {
        var found = new Faults();
        String text = new FieldReader(found).text("/reason", typed, LONGEST);
        if (typed == null) {
            found.required("/reason", Wording.of("Cần nêu lý do.", "A reason is needed."));
        }
        faults.addAll(found.all());
        return Optional.ofNullable(text).map(Reason::new);
    }
}
