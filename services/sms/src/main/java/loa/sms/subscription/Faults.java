package loa.sms.subscription;

import loa.api.problem.Wording;

/** Hears of each fault in what somebody wants to store. */
@FunctionalInterface
interface Faults {
    /**
     * Something is at fault.
     *
     * @param field which field, such as {@code areas/1} or {@code consent/at}
     * @param code  what, for programs
     */
    void add(String field, String code, Wording detail);
}
