package loa.api.access;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.Role;

/** What a caller may do. No role contains another: an administrator who is to draft gets both roles. */
public final class Rights {
    private Rights() {}

    /** Whether he has at least one of these roles. */
    public static boolean has(Caller caller, Role... anyOf) {
        return Arrays.stream(anyOf).anyMatch(caller.roles()::contains);
    }

    /** Whether his roles hold in the area at the end of this path. */
    public static boolean covers(Caller caller, List<AreaCode> path) {
        return caller.area() == null || path.contains(caller.area());
    }

    /**
     * Lets him pass when he has at least one of these roles.
     *
     * @throws ProblemException 403 otherwise
     */
    public static void require(Caller caller, Role... anyOf) {
        if (!has(caller, anyOf)) {
            throw ProblemException.forbidden(new Wording("Cần vai trò: %s.".formatted(names(anyOf).vi()),
                    "One of these roles is needed: %s.".formatted(names(anyOf).en())));
        }
    }

    /** What these roles are called, one or another. */
    public static Wording names(Role... roles) {
        return new Wording(Arrays.stream(roles).map(Rights::vietnamese).collect(Collectors.joining(" hoặc ")),
                Arrays.stream(roles).map(Role::code).collect(Collectors.joining(" or ")));
    }

    private static String vietnamese(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> "quản trị viên";
            case DRAFTER -> "người soạn";
            case APPROVER -> "người duyệt";
            case OPERATOR -> "người vận hành";
            case AUDITOR -> "kiểm soát viên";
        };
    }

    /**
     * Lets him pass when his roles hold in the area at the end of this path.
     *
     * @param path from the province down to the area itself; empty: no area at all, which only a caller without bounds passes
     * @throws ProblemException 403 otherwise
     */
    public static void requireArea(Caller caller, List<AreaCode> path) {
        if (!covers(caller, path)) {
            throw ProblemException.forbidden(Wording.of("Ngoài địa bàn được giao (%s).", "Outside of the area that was assigned (%s).",
                    String.valueOf(caller.area())));
        }
    }
}
