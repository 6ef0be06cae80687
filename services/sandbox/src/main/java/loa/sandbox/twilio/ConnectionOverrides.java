package loa.sandbox.twilio;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the fragment of a callback's address says of repeating it: {@code rc}, how often, and {@code rp}, after what. The fragment is
 * neither sent nor signed. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 *
 * @param url without the fragment
 */
record ConnectionOverrides(String url, int retries, Set<String> policies) {
    private static final int USUAL_RETRIES = 1;
    private static final int MOST_RETRIES = 5;
    private static final String ALL = "all";

    /** Why a callback counts as not told. */
    enum Failure {
        /** No connection came about. */
        CT,
        /** No answer came. */
        RT,
        CLIENT,
        SERVER;

        private String policy() {
            return switch (this) {
                case CT -> "ct";
                case RT -> "rt";
                case CLIENT -> "4xx";
                case SERVER -> "5xx";
            };
        }
    }

    static ConnectionOverrides of(String callback) {
        int fragment = callback.indexOf('#');
        if (fragment < 0) {
            return new ConnectionOverrides(callback, USUAL_RETRIES, Set.of(Failure.CT.policy()));
        }
        int retries = USUAL_RETRIES;
        Set<String> policies = Set.of(Failure.CT.policy());
        for (String pair : callback.substring(fragment + 1).split("&")) {
            if (pair.matches("rc=\\d{1,3}")) {
                retries = Math.min(MOST_RETRIES, Integer.parseInt(pair.substring(3)));
            } else if (pair.startsWith("rp=")) {
                policies = Arrays.stream(pair.substring(3).split(",")).collect(Collectors.toSet());
            }
        }
        return new ConnectionOverrides(callback.substring(0, fragment), retries, policies);
    }

    /** Whether it is tried once more after so many retries. */
    boolean triesAgain(Failure failure, int retried) {
        return retried < retries && (policies.contains(ALL) || policies.contains(failure.policy()));
    }
}
