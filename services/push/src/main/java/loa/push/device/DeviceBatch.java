package loa.push.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.Ids;
import loa.delivery.address.AddressVault;
import loa.push.address.PushToken;
import loa.push.device.DeviceStore.Change;
import loa.push.topic.Membership;
import loa.push.topic.TopicMemberships;

/** Writes a batch of devices within one transaction, in a fixed number of statements. */
final class DeviceBatch {
    private final JdbcClient jdbc;
    private final AddressVault vault;
    private final TopicMemberships memberships;
    private final Instant now;

    DeviceBatch(JdbcClient jdbc, AddressVault vault, TopicMemberships memberships, Instant now) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.memberships = memberships;
        this.now = now;
    }

    /**
     * A device that was written.
     *
     * @param keyHash of the key that it has now; null: none
     */
    record Written(Change change, @Nullable String keyHash) {}

    /**
     * Writes them, no installation and no token twice; answers in their order.
     *
     * @param keyHash  of the key that devices without one get; null: none
     * @param importId the import that brings them; null: their app does
     */
    List<Written> write(List<Registration> registrations, @Nullable String keyHash, @Nullable UUID importId) {
        List<Sealed> batch = registrations.stream().map(this::seal).toList();
        Map<String, Stored> before = lock(batch);
        takeTokensAway(batch, before.values());
        Map<String, Key> keys = upsert(batch, keyHash, importId);
        writeAreas(batch, before, keys);
        writeTopics(batch, before);
        return batch.stream().map(s -> new Written(s.change(before.get(s.installation())), key(keys, s).hash())).toList();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private Sealed seal(Registration registration) {
        String token = registration.token().value();
        return new Sealed(registration, new Fingerprint(vault.fingerprint(token)), vault.seal(token));
    }

    /** All rows that this batch touches: its installations, and whoever holds one of its tokens. In order, so that nobody waits in a ring. */
    private Map<String, Stored> lock(List<Sealed> batch) {
        Map<String, Stored> rows = new HashMap<>();
        // Index: device_pkey, device_fingerprint_key; device_area_pkey.
        jdbc.sql("""
                 SELECT d.installation, d.id, d.fingerprint, d.token, d.platform, d.language,
                        ARRAY(SELECT a.area FROM device_area a WHERE a.device = d.id ORDER BY a.position) AS areas
                   FROM device d WHERE d.installation = ANY(:installations) OR d.fingerprint = ANY(:fingerprints)
                  ORDER BY d.installation FOR UPDATE OF d
                 """).param("installations", column(batch, Sealed::installation)).param("fingerprints", fingerprints(batch))
                .query(row -> {
                    rows.put(row.getString("installation"), stored(row));
                });
        return rows;
    }

    /** A token belongs to one device: whoever held it loses it, and with it his place in the audience. */
    private void takeTokensAway(List<Sealed> batch, Collection<Stored> before) {
        Map<Fingerprint, String> holders = new HashMap<>();
        batch.forEach(s -> holders.put(s.fingerprint(), s.installation()));
        List<Stored> losers = before.stream().filter(d -> d.fingerprint() != null)
                .filter(d -> !holders.getOrDefault(d.fingerprint(), d.installation()).equals(d.installation())).toList();
        if (losers.isEmpty()) {
            return;
        }
        // Index: device_id_key.
        jdbc.sql("UPDATE device SET token = NULL, fingerprint = NULL, changed_at = :now WHERE id = ANY(CAST(:ids AS uuid[]))")
                .param("ids", ids(losers.stream())).param("now", time(now)).update();
        // Those of the batch itself get another token at once and keep their areas. Index: device_area_pkey.
        Set<String> written = Set.copyOf(holders.values());
        jdbc.sql("DELETE FROM device_area WHERE device = ANY(CAST(:ids AS uuid[]))")
                .param("ids", ids(losers.stream().filter(d -> !written.contains(d.installation())))).update();
    }

    private Map<String, Key> upsert(List<Sealed> batch, @Nullable String keyHash, @Nullable UUID importId) {
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
                .param("keyHash", keyHash).param("import", importId).param("now", time(now))
                .param("installations", column(batch, Sealed::installation))
                .param("ids", column(batch, s -> Ids.next().toString())).param("tokens", tokens(batch))
                .param("fingerprints", fingerprints(batch)).param("platforms", column(batch, s -> s.device().platform().code()))
                .param("languages", column(batch, s -> s.device().language())).query(row -> {
                    keys.put(row.getString("installation"), new Key(row.getObject("id", UUID.class), row.getString("key_hash")));
                });
        return keys;
    }

    private void writeAreas(List<Sealed> batch, Map<String, Stored> before, Map<String, Key> keys) {
        List<Sealed> changed = batch.stream().filter(s -> !s.hasAreasOf(before.get(s.installation()))).toList();
        List<String> devices = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> areas = new ArrayList<>();
        for (Sealed sealed : changed) {
            List<AreaCode> own = sealed.device().areas();
            IntStream.range(0, own.size()).forEach(i -> {
                devices.add(key(keys, sealed).device().toString());
                positions.add(i);
                areas.add(own.get(i).value());
            });
        }
        String[] ids = devices.toArray(String[]::new);
        // Index: device_area_pkey.
        jdbc.sql("DELETE FROM device_area WHERE device = ANY(CAST(:ids AS uuid[]))").param("ids", ids).update();
        jdbc.sql("""
                 INSERT INTO device_area (device, position, area)
                 SELECT CAST(device AS uuid), position, area FROM unnest(:ids, :positions, :areas) AS n (device, position, area)
                 """).param("ids", ids).param("positions", positions.toArray(Integer[]::new)).param("areas", areas.toArray(String[]::new))
                .update();
    }

    private void writeTopics(List<Sealed> batch, Map<String, Stored> before) {
        Set<Fingerprint> held = new HashSet<>();
        batch.forEach(s -> held.add(s.fingerprint()));
        List<byte[]> left = new ArrayList<>();
        List<byte[]> forgotten = new ArrayList<>();
        for (Sealed sealed : batch) {
            Stored old = before.get(sealed.installation());
            if (old != null && old.fingerprint() != null && old.token() != null && !held.contains(old.fingerprint())) {
                boolean same = new PushToken(vault.open(old.token())).isOfSameInstallation(sealed.device().token());
                (same ? forgotten : left).add(old.fingerprint().bytes());
            }
        }
        memberships.leave(left, now);
        memberships.forget(forgotten);
        memberships.replace(batch.stream().map(s -> new Membership(s.fingerprint().bytes(), s.token(), s.device().topics())).toList(), now);
    }

    private static Key key(Map<String, Key> keys, Sealed sealed) {
        return Objects.requireNonNull(keys.get(sealed.installation()), "an upsert returns each row");
    }

    private static String[] column(List<Sealed> batch, Function<Sealed, String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }

    private static String[] ids(Stream<Stored> devices) {
        return devices.map(d -> d.id().toString()).toArray(String[]::new);
    }

    private static byte[][] tokens(List<Sealed> batch) {
        return batch.stream().map(Sealed::token).toArray(byte[][]::new);
    }

    private static byte[][] fingerprints(List<Sealed> batch) {
        return batch.stream().map(s -> s.fingerprint().bytes()).toArray(byte[][]::new);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte[] fingerprint = row.getBytes("fingerprint");
        String[] areas = (String[]) row.getArray("areas").getArray();
        return new Stored(row.getString("installation"), row.getObject("id", UUID.class),
                fingerprint == null ? null : new Fingerprint(fingerprint), row.getBytes("token"), row.getString("platform"),
                row.getString("language"), List.of(areas));
    }

    private record Key(UUID device, @Nullable String hash) {}

    private record Stored(String installation, UUID id, @Nullable Fingerprint fingerprint, byte @Nullable [] token, String platform,
            String language, List<String> areas) {}

    /** Bytes that are equal when their content is. */
    private record Fingerprint(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private record Sealed(Registration device, Fingerprint fingerprint, byte[] token) {
        String installation() {
            return device.installation().value();
        }

        boolean hasAreasOf(@Nullable Stored before) {
            return before != null && before.fingerprint() != null
                    && before.areas().equals(device.areas().stream().map(AreaCode::value).toList());
        }

        Change change(@Nullable Stored before) {
            if (before == null) {
                return Change.ADDED;
            }
            boolean same = fingerprint.equals(before.fingerprint()) && hasAreasOf(before) && before.language().equals(device.language())
                    && before.platform().equals(device.platform().code());
            return same ? Change.UNCHANGED : Change.CHANGED;
        }
    }
}
