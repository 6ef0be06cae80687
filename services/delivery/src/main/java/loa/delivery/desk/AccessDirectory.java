package loa.delivery.desk;

import java.util.Optional;
import java.util.function.Function;

import loa.api.access.Caller;
import loa.api.access.CallerDirectory;
import loa.contract.AccessKey;
import loa.contract.Pass;

/**
 * The keys that the desk has given, and the passes by which it asks for people. A key that it withdrew opens nothing any more. Thread-safe.
 */
public final class AccessDirectory implements CallerDirectory {
    private final StateTable<AccessKey> keys;
    private final Function<String, Optional<Pass>> passes;

    AccessDirectory(StateTable<AccessKey> keys, Function<String, Optional<Pass>> passes) {
        this.keys = keys;
        this.passes = passes;
    }

    /** The caller is shown by his holder's name: people's names do not leave the desk. */
    @Override
    public Optional<Caller> byKeyHash(String sha256Hex) {
        return keys.find(sha256Hex).filter(key -> !key.revoked())
                .map(key -> new Caller(key.holder(), key.holder(), key.roles(), key.area()));
    }

    /** Shown by his name, which the desk gives for what he decides here. */
    @Override
    public Optional<Caller> byPass(String pass) {
        return passes.apply(pass).map(p -> new Caller(p.holder(), p.name(), p.roles(), p.area()));
    }
}
