package loa.push.device;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

import loa.contract.AreaCode;
import loa.delivery.RecipientId;
import loa.delivery.address.AddressVault;
import loa.push.address.PushToken;
import loa.push.topic.TopicMemberships;

/** Keeps devices and, in the same transaction, the wishes for their topics. Safe with any number of writers. */
public final class DeviceStore {
    private static final int TRIES = 10;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AddressVault vault;
    private final TopicMemberships memberships;
    private final InstantSource clock;

    /** In the schema that this connection stands in. */
    public DeviceStore(JdbcClient jdbc, PlatformTransactionManager transactions, AddressVault vault, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        // Within an import's transaction a savepoint, to which the loser of a race goes back.
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.vault = vault;
        this.memberships = new TopicMemberships(jdbc);
        this.clock = clock;
    }

    /** What a device was before it was written. */
    enum Change {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    /** The hash of the key of a device. Empty when there is no such device; an empty text when it has no key yet. */
    Optional<String> keyHash(Installation installation) {
        // Index: device_pkey.
        return jdbc.sql("SELECT coalesce(key_hash, '') FROM device WHERE installation = :installation")
                .param("installation", installation.value()).query(String.class).optional();
    }

    /**
     * Writes a device, which gets this key unless it has one.
     *
     * @param keyHash null: it keeps what it has
     * @return false when it has another key; then nothing was written
     */
    boolean write(Registration registration, @Nullable String keyHash) {
        return atomically(transaction -> {
            String kept = batch().write(List.of(registration), keyHash, null).getFirst().keyHash();
            boolean mine = keyHash == null || keyHash.equals(kept);
            if (!mine) {
                transaction.setRollbackOnly();
            }
            return mine;
        });
    }

    /** Writes many devices for an import, no installation and no token twice. They keep the keys that they have. */
    List<Change> writeAll(List<Registration> registrations, UUID importId) {
        return atomically(_ -> batch().write(registrations, null, importId).stream().map(DeviceBatch.Written::change).toList());
    }

    /** The areas of those devices that this import has written already, in their order. */
    Map<Installation, List<AreaCode>> writtenBy(UUID importId, Collection<Installation> installations) {
        Map<Installation, List<AreaCode>> areas = new HashMap<>();
        // Index: device_pkey, device_area_pkey.
        jdbc.sql("""
            SELECT d.installation, a.area FROM device d JOIN device_area a ON a.device = d.id
             WHERE d.installation = ANY(:installations) AND d.import = :import ORDER BY d.installation, a.position
            """).param("installations", installations.stream().map(Installation::value).toArray(String[]::new))
                .param("import", importId).query(row -> {
                    areas.computeIfAbsent(new Installation(row.getString("installation")), i -> new ArrayList<>())
                            .add(new AreaCode(row.getString("area")));
                });
        return areas;
    }

    /** Ends a device: no directive reaches it any more. Returns false when there was none. */
    boolean delete(Installation installation) {
        return atomically(_ -> {
            // Index: device_pkey.
            List<byte[]> fingerprints = jdbc
                    .sql("DELETE FROM device WHERE installation = :installation RETURNING coalesce(fingerprint, ''::bytea)")
                    .param("installation", installation.value()).query((row, number) -> row.getBytes(1)).list();
            memberships.leave(fingerprints, clock.instant());
            return !fingerprints.isEmpty();
        });
    }

    /** Drops a token that the provider does not know, unless the app has sent it, or another one, after this moment. */
    public void drop(RecipientId device, PushToken token, Instant since) {
        byte[] fingerprint = vault.fingerprint(token.value());
        var unused = atomically(_ -> {
            // Index: device_id_key.
            int dropped = jdbc.sql("""
                UPDATE device SET token = NULL, fingerprint = NULL
                 WHERE id = :id AND fingerprint = :fingerprint AND token_at <= :since
                """).param("id", device.value()).param("fingerprint", fingerprint)
                    .param("since", time(since)).update();
            if (dropped > 0) {
                // Index: device_area_pkey.
                jdbc.sql("DELETE FROM device_area WHERE device = :id").param("id", device.value()).update();
                memberships.forget(List.of(fingerprint));
            }
            return dropped;
        });
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private DeviceBatch batch() {
        return new DeviceBatch(jdbc, vault, memberships, clock.instant());
    }

    /** Two writers may meet in a token that moves; the one who loses begins anew. */
    private <T> T atomically(TransactionCallback<T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return transactions.execute(work);
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
