package loa.api.problem;

import java.util.List;
import java.util.Map;

/**
 * Something that cannot be done, as a value.
 *
 * @param errors  all faulty fields at once; empty where no field is at fault
 * @param extras  further members of the answer, such as {@code state}
 * @param headers further headers of the answer, such as {@code Retry-After}
 */
public record Problem(ProblemKind kind, Wording detail, List<FieldFault> errors, Map<String, String> extras, Map<String, String> headers) {
    /** Copies the collections. */
    public Problem {
        errors = List.copyOf(errors);
        extras = Map.copyOf(extras);
        headers = Map.copyOf(headers);
    }

    /** A problem that is said by its kind and one sentence. */
    public static Problem of(ProblemKind kind, Wording detail) {
        return new Problem(kind, detail, List.of(), Map.of(), Map.of());
    }

    /** The same with a further header. */
    public Problem withHeader(String name, String value) {
        return new Problem(kind, detail, errors, extras, Map.of(name, value));
    }
}
