package loa.publisher.deadletter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Verification;

/** Which letters are wanted; null means whatever. */
public record LetterFilter(@Nullable String topic, Verification.@Nullable Reason reason, @Nullable String state) {
    /** The states a letter may be in. */
    public static final List<String> STATES = List.of(LetterState.Open.CODE, LetterAct.REPLAY.state(), LetterAct.DISCARD.state());

    /**
     * The filter that these parameters name; absent and empty mean whatever. A topic that nobody knows has no letters.
     *
     * @throws ProblemException 422 with all parameters that cannot be
     */
    public static LetterFilter read(@Nullable String topic, @Nullable String reason, @Nullable String state) {
        List<FieldFault> faults = new ArrayList<>();
        String meant = blank(state) ? null : state;
        if (meant != null && !STATES.contains(meant)) {
            faults.add(new FieldFault("?state", "unknown-state",
                    Wording.of("Không có trạng thái %s.", "There is no state %s.", meant)));
        }
        Verification.Reason why = blank(reason) ? null : reason(String.valueOf(reason), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new LetterFilter(blank(topic) || String.valueOf(topic).indexOf('\0') >= 0 ? noTopic(topic) : topic, why, meant);
    }

    private static @Nullable String noTopic(@Nullable String topic) {
        return blank(topic) ? null : "?";
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static Verification.@Nullable Reason reason(String code, List<FieldFault> faults) {
        for (Verification.Reason reason : Verification.Reason.values()) {
            if (reason.code().equals(code)) {
                return reason;
            }
        }
        String known = String.join(", ", Arrays.stream(Verification.Reason.values()).map(Verification.Reason::code).toList());
        faults.add(new FieldFault("?reason", "unknown-reason",
                Wording.of("Không có lý do %s; có: %s.", "There is no reason %s; there are: %s.", code, known)));
        return null;
    }
}
