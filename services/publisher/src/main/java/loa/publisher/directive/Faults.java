package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** Collects what is wrong with a draft, each fault with the place where it stands. For one draft, not thread-safe. */
final class Faults {
    private final List<FieldFault> all = new ArrayList<>();

    void add(String pointer, String code, Wording detail) {
        all.add(new FieldFault(pointer, code, detail));
    }

    void required(String pointer, Wording detail) {
        add(pointer, "required", detail);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** @throws ProblemException 422 with all of them, when there are any */
    void refuse() {
        if (!all.isEmpty()) {
            throw ProblemException.invalid(all);
        }
    }
}
