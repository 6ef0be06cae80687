package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.Objects;

import loa.api.problem.Wording;
import loa.contract.LoaJson;
import loa.publisher.directive.DirectiveState.Issued;

/** What an amendment has to keep of the revision that it is to replace. */
final class AmendmentRules {
    private AmendmentRules() {}

    /** Notes what an amendment must not change. */
    static void check(Content before, Content after, Faults faults) {
        if (before.exercise() != after.exercise()) {
            faults.add("/exercise", "cannot-change", Wording.of("Sửa đổi không đổi được diễn tập thành thật hoặc ngược lại.",
                    "An amendment cannot turn an exercise into a real directive, or back."));
        }
        OffsetDateTime effective = after.effective();
        if (effective != null && !effective.isBefore(Objects.requireNonNull(before.expires()))) {
            faults.add("/effective", "after-replaced", Wording.of("Sửa đổi phải có hiệu lực trước khi bản đang có hiệu lực kết thúc: %s.",
                    "An amendment must take effect before the revision in force ends: %s.", LoaJson.format(before.expires())));
        }
    }

    /** Notes when the revision that an amendment is to replace has lost its force, so that there is nothing to replace. */
    static void checkInForce(Directive replaced, OffsetDateTime now, Faults faults) {
        if (!isInForce(replaced, now)) {
            faults.add("/effective", "after-replaced",
                    Wording.of("Bản cần sửa không còn hiệu lực.", "The revision that it is to replace is no longer in force."));
        }
    }

    /** Whether a revision has gone out and is neither stopped nor over, so that it can be amended. */
    static boolean isInForce(Directive directive, OffsetDateTime now) {
        return directive.state() instanceof Issued && now.isBefore(Objects.requireNonNull(directive.content().expires()));
    }
}
