package loa.publisher.console;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Role;

/** Who may open a page, refused in the words of the pages. What may be done there the use cases decide. */
final class PageRights {
    private PageRights() {}

    /**
     * Lets somebody pass who has at least one of these roles.
     *
     * @throws ProblemException 403 otherwise
     */
    static void require(Caller caller, Role... anyOf) {
        if (!Rights.has(caller, anyOf)) {
            Wording names = Rights.names(anyOf);
            throw ProblemException.forbidden(
                    new Wording("Trang này dành cho " + names.vi() + ".", "This page is for the role " + names.en() + "."));
        }
    }
}
