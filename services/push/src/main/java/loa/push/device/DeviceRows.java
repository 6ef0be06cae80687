package loa.push.device;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.Ids;

/** The rows of the table {@code device} that a batch touches, within its transaction. */
final class DeviceRows {
    private final JdbcClient jdbc;
    private final Instant now;

    DeviceRows(JdbcClient jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    /**
     * A row that was written.
     *
     * @param hash of the key that the device has now; null: none
     */
    record Key(UUID device, @Nullable String hash) {}

    /** All rows that this batch touches: its installations, and whoever holds one of its tokens. In order, so that nobody waits in a ring. */
    Map<String, StoredDevice> lock(List<SealedDevice> batch) {
        Map<String, StoredDevice> rows = new HashMap<>();
        // Index: device_pkey, device_fingerprint_key; device_area_pkey.
        jdbc.sql("""
            SELECT d.installation, d.id, d.fingerprint, d.token, d.platform, d.language,
                   ARRAY(SELECT a.area FROM device_area a WHERE a.device = d.id ORDER BY a.position) AS areas
              FROM device d WHERE d.installation = ANY(:installations) OR d.fingerprint = ANY(:fingerprints)
             ORDER BY d.installation FOR UPDATE OF d
            """).param("installations", column(batch, SealedDevice::installation)).param("fingerprints", fingerprints(batch))
                .query(row -> {
                    rows.put(row.getString("installation"), StoredDevice.read(row));
                });
        return rows;
    }

    /** A token belongs to one device: whoever held it loses it, and with it his place in the audience. */
    void takeTokensAway(List<SealedDevice> batch, Collection<StoredDevice> before) {
        Map<Fingerprint, String> holders = new HashMap<>();
        batch.forEach(s -> holders.put(s.fingerprint(), s.installation()));
        List<StoredDevice> losers = before.stream().filter(d -> d.fingerprint() != null)
                .filter(d -> !holders.getOrDefault(d.fingerprint(), d.installation()).equals(d.installation())).toList();
        if (losers.isEmpty()) {
            return;
        }
        // Index: device_id_key.
        jdbc.sql("UPDATE device SET token = NULL, fingerprint = NULL, changed_at = :now WHERE id = ANY(CAST(:ids AS uuid[]))")
                .param("ids", ids(losers.stream())).param("now", DeviceStore.time(now)).update();
        // Those of the batch itself get another token at once and keep their areas. Index: device_area_pkey.
        Set<String> written = Set.copyOf(holders.values());
        jdbc.sql("DELETE FROM device_area WHERE device = ANY(CAST(:ids AS uuid[]))")
                .param("ids", ids(losers.stream().filter(d -> !written.contains(d.installation())))).update();
    }

    /**
     * Writes the rows; answers by installation.
     *
     * @param keyHash  of the key that devices without one get; null: none
     * @param importId the import that brings them; null: their app does
     */
    Map<String, Key> upsert(List<SealedDevice> batch, @Nullable String keyHash, @Nullable UUID importId) {
        Map<String, Key> keys = new HashMap<>();
        // Index: device_pkey.
        jdbc.sql(
                """
                    INSERT INTO device AS d (installation, id, key_hash, token, fingerprint, token_at, import, platform, language,
                                             created_at, changed_at)
                    SELECT installation, CAST(id AS uuid), :keyHash, token, fingerprint, :now, CAST(:import AS uuid), platform, language, :now, :now
                      FROM unnest(:installations, :ids, :tokens, :fingerprints, :platforms, :languages)
                           AS n (installation, id, token, fingerprint, platform, language)
                     ORDER BY installation
                    ON CONFLICT (installation) DO UPDATE
                       SET key_hash = coalesce(d.key_hash, excluded.key_hash), token = excluded.token, fingerprint = excluded.fingerprint,
                           token_at = excluded.token_at, import = excluded.import, platform = excluded.platform, language = excluded.language,
                           changed_at = excluded.changed_at
                    RETURNING d.installation, d.id, d.key_hash
                    """)
                .param("keyHash", keyHash).param("import", importId).param("now", DeviceStore.time(now))
                .param("installations", column(batch, SealedDevice::installation))
                .param("ids", column(batch, s -> Ids.next().toString())).param("tokens", tokens(batch))
                .param("fingerprints", fingerprints(batch)).param("platforms", column(batch, s -> s.device().platform().code()))
                .param("languages", column(batch, s -> s.device().language())).query(row -> {
                    keys.put(row.getString("installation"), new Key(row.getObject("id", UUID.class), row.getString("key_hash")));
                });
        return keys;
    }

    private static String[] column(List<SealedDevice> batch, Function<SealedDevice, String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }

    private static String[] ids(Stream<StoredDevice> devices) {
        return devices.map(d -> d.id().toString()).toArray(String[]::new);
    }

    private static byte[][] tokens(List<SealedDevice> batch) {
        return batch.stream().map(SealedDevice::token).toArray(byte[][]::new);
    }

    private static byte[][] fingerprints(List<SealedDevice> batch) {
        return batch.stream().map(s -> s.fingerprint().bytes()).toArray(byte[][]::new);
    }
}
