package loa.contract;

import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a service knows of an API key, as it stands on {@link Topics#ACCESS} with {@code hash} as key. Not the key itself.
 *
 * @param hash    SHA-256 of the whole key, lower-case hex
 * @param holder  an opaque name for logs and idempotency, never a person's real name
 * @param area    the subtree in which the roles hold; null: everywhere
 * @param revoked true: the key opens nothing any more
 */
public record AccessKey(String hash, String holder, Set<Role> roles, @Nullable AreaCode area, boolean revoked) {
    /** Copies the roles, in their order. */
    public AccessKey {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(holder, "holder");
        roles = Codes.inOrder(roles);
    }
}
