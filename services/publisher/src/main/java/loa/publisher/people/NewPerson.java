package loa.publisher.people;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Role;

/**
 * Somebody who is to be able to sign in.
 *
 * @param password at least 10 characters
 * @param apiKey   {@code loa_} and 43 characters; null: none
 * @param area     the subtree in which the roles hold; null: everywhere
 */
public record NewPerson(String name, String password, @Nullable String apiKey, Set<Role> roles, @Nullable AreaCode area) {
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST = 200;

    /** Checks lengths and copies the roles. */
    public NewPerson {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("name must have 1..200 characters, but was " + name);
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST) {
            throw new IllegalArgumentException("password must have 10..200 characters, but had " + password.length());
        }
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("%s needs a role".formatted(name));
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "%s %s".formatted(name, roles);
    }
}
