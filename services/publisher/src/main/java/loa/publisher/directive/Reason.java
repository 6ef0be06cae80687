package loa.publisher.directive;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;

/** Why somebody returns, cancels or halts: 1 to 1,000 characters, in NFC. */
public record Reason(String text) {
    private static final int LONGEST = 1_000;

    /**
     * The reason that was typed.
     *
     * @throws loa.api.problem.ProblemException 422 when it is missing or too long
     */
    public static Reason of(@Nullable String typed) {
        var faults = new Faults();
        String text = new FieldReader(faults).text("/reason", typed, LONGEST);
        if (typed == null) {
            faults.required("/reason", Wording.of("Cần nêu lý do.", "A reason is needed."));
        }
        faults.refuse();
        return new Reason(java.util.Objects.requireNonNull(text));
    }
}
