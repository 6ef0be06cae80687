package loa.publisher.directive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;

/** Collects what is wrong with a draft, each fault with the place where it stands. For one draft, not thread-safe. */
final class Faults {
    private static final int SHOWN = 5;

    private final List<FieldFault> all = new ArrayList<>();

    void add(String pointer, String code, Wording detail) {
        all.add(new FieldFault(pointer, code, detail));
    }

    List<FieldFault> all() {
        return List.copyOf(all);
    }

    void addAll(List<FieldFault> faults) {
        all.addAll(faults);
    }

    void required(String pointer, Wording detail) {
        add(pointer, "required", detail);
    }

    /** The codes, each once, for a log. */
    Set<String> codes() {
        return all.stream().map(FieldFault::code).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The first few for people, in both languages, since it is kept before anybody reads it. */
    String inShort() {
        String vi = all.stream().limit(SHOWN).map(f -> f.detail().vi()).collect(Collectors.joining(" "));
        String en = all.stream().limit(SHOWN).map(f -> f.detail().en()).collect(Collectors.joining(" "));
        String more = all.size() > SHOWN ? " (+%d)".formatted(all.size() - SHOWN) : "";
        return vi + more + "\n" + en + more;
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
