package loa.publisher.console;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Role;

/** Who may open a page, refused in the words of the pages. What may be done there the use cases decide. */
final class PageRights {
    private static final Map<Role, String> NAMES = Map.of(Role.ADMINISTRATOR, "quản trị viên", Role.DRAFTER, "người soạn", Role.APPROVER,
            "người duyệt", Role.OPERATOR, "người vận hành", Role.AUDITOR, "kiểm soát viên");

    private PageRights() {}

    /**
     * Lets somebody pass who has at least one of these roles.
     *
     * @throws ProblemException 403 otherwise
     */
    static void require(Caller caller, Role... anyOf) {
        if (!Rights.has(caller, anyOf)) {
            String vi = Arrays.stream(anyOf).map(NAMES::get).collect(Collectors.joining(" hoặc "));
            String en = Arrays.stream(anyOf).map(Role::code).collect(Collectors.joining(" or "));
            throw ProblemException.forbidden(new Wording("Trang này dành cho " + vi + ".", "This page is for the role " + en + "."));
        }
    }
}
