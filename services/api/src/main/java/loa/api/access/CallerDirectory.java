package loa.api.access;

import java.util.Optional;

/** Knows the keys that are valid. Asked once per request: answers from memory, without waiting. */
@FunctionalInterface
public interface CallerDirectory {
    /**
     * The caller whose key has this hash.
     *
     * @param sha256Hex SHA-256 of the whole key, lower-case hex
     */
    Optional<Caller> byKeyHash(String sha256Hex);

    /**
     * The person for whom the desk asks by this pass; nobody unless the service takes passes.
     *
     * @param pass what follows {@code Bearer}, beginning with {@code pass_}
     */
    default Optional<Caller> byPass(String pass) {
        return Optional.empty();
    }
}
