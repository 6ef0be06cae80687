package loa.delivery.desk;

import java.util.Optional;

import loa.api.access.Caller;
import loa.api.access.CallerDirectory;
import loa.contract.AccessKey;

/** The keys that the desk has given. A key that it withdrew opens nothing any more. Thread-safe. */
public final class AccessDirectory implements CallerDirectory {
    private final StateTable<AccessKey> keys;

    AccessDirectory(StateTable<AccessKey> keys) {
        this.keys = keys;
    }

    /** The caller is shown by his holder's name: people's names do not leave the desk. */
    @Override
    public Optional<Caller> byKeyHash(String sha256Hex) {
        return keys.find(sha256Hex).filter(key -> !key.revoked())
                .map(key -> new Caller(key.holder(), key.holder(), key.roles(), key.area()));
    }
}
