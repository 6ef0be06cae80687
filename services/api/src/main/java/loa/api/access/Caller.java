package loa.api.access;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Role;

/**
 * Who calls. A controller gets him as an argument.
 *
 * @param holder opaque and stable, for logs, history and idempotency
 * @param name   how he is shown to people
 * @param area   the subtree in which his roles hold; null: everywhere
 */
public record Caller(String holder, String name, Set<Role> roles, @Nullable AreaCode area) {
    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }
}
