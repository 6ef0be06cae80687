package loa.publisher.people;

import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;
import loa.contract.AreaCode;
import loa.contract.Role;

/**
 * One who may sign in.
 *
 * @param passwordHash Argon2id with its salt and costs
 * @param area         the subtree in which the roles hold; null: everywhere
 * @param failures     wrong passwords in a row
 * @param lockedUntil  no password is looked at before; null: not locked
 */
record Person(UUID id, String name, String passwordHash, Set<Role> roles, @Nullable AreaCode area, int failures,
        @Nullable OffsetDateTime lockedUntil) {
    Person {
        roles = Set.copyOf(roles);
    }

    Caller caller() {
        return new Caller(id.toString(), name, roles, area);
    }

    boolean isLocked(OffsetDateTime now) {
        return lockedUntil != null && lockedUntil.isAfter(now);
    }
}
