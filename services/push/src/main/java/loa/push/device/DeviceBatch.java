package loa.push.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.delivery.address.AddressVault;
import loa.push.address.PushToken;
import loa.push.device.DeviceRows.Key;
import loa.push.device.DeviceStore.Change;
import loa.push.topic.Membership;
import loa.push.topic.TopicMemberships;

/** Writes a batch of devices, their areas and the wishes for their topics within one transaction, in a fixed number of statements. */
final class DeviceBatch {
    private final JdbcClient jdbc;
    private final AddressVault vault;
    private final TopicMemberships memberships;
    private final Instant now;
    private final DeviceRows rows;

    DeviceBatch(JdbcClient jdbc, AddressVault vault, TopicMemberships memberships, Instant now) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.memberships = memberships;
        this.now = now;
        this.rows = new DeviceRows(jdbc, now);
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
        List<SealedDevice> batch = registrations.stream().map(registration -> SealedDevice.of(registration, vault)).toList();
        Map<String, StoredDevice> before = rows.lock(batch);
        rows.takeTokensAway(batch, before.values());
        Map<String, Key> keys = rows.upsert(batch, keyHash, importId);
        writeAreas(batch, before, keys);
        writeTopics(batch, before);
        return batch.stream().map(s -> new Written(s.change(before.get(s.installation())), key(keys, s).hash())).toList();
    }

    private void writeAreas(List<SealedDevice> batch, Map<String, StoredDevice> before, Map<String, Key> keys) {
        List<SealedDevice> changed = batch.stream().filter(s -> !s.hasAreasOf(before.get(s.installation()))).toList();
        List<String> devices = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> areas = new ArrayList<>();
        for (SealedDevice sealed : changed) {
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

    private void writeTopics(List<SealedDevice> batch, Map<String, StoredDevice> before) {
        Set<Fingerprint> held = new HashSet<>();
        batch.forEach(s -> held.add(s.fingerprint()));
        List<byte[]> left = new ArrayList<>();
        List<byte[]> forgotten = new ArrayList<>();
        for (SealedDevice sealed : batch) {
            StoredDevice old = before.get(sealed.installation());
            if (old != null && old.fingerprint() != null && old.token() != null && !held.contains(old.fingerprint())) {
                boolean same = new PushToken(vault.open(old.token())).isOfSameInstallation(sealed.device().token());
                (same ? forgotten : left).add(old.fingerprint().bytes());
            }
        }
        memberships.leave(left, now);
        memberships.forget(forgotten);
        memberships.replace(batch.stream().map(s -> new Membership(s.fingerprint().bytes(), s.token(), s.device().topics())).toList(), now);
    }

    private static Key key(Map<String, Key> keys, SealedDevice sealed) {
        return Objects.requireNonNull(keys.get(sealed.installation()), "an upsert returns each row");
    }
}
