package loa.push.device;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import loa.delivery.RecipientId;
import loa.push.Directives;
import loa.push.PushSchema;
import loa.push.address.PushToken;
import loa.push.device.DeviceStore.Change;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceStorePostgresTest {
    private static final Instant NOW = Directives.NOW.toInstant();

    private final PushSchema schema = PushSchema.fresh();
    private volatile Instant time = NOW;
    private final InstantSource clock = () -> time;
    private final DeviceStore devices = new DeviceStore(schema.jdbc, schema.transactions, schema.vault, clock);

    @Test
    void aDeviceIsStoredWithItsAreasInOrderAndItsTokenSealed() {
        assertThat(devices.write(Phones.phone("a", "tok-1", "99001-03", "99002"), "hash-a")).isTrue();
        assertThat(devices.keyHash(Phones.installation("a"))).hasValue("hash-a");
        assertThat(rows("SELECT area FROM device_area ORDER BY position")).containsExactly("99001-03", "99002");
        byte[] sealed = schema.jdbc.sql("SELECT token FROM device").query(byte[].class).single();
        assertThat(schema.vault.open(sealed)).isEqualTo("tok-1");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("tok-1");
    }

    @Test
    void aDeviceKeepsItsFirstKey() {
        devices.write(Phones.phone("a", "tok-1", "99001"), "first");
        assertThat(devices.write(Phones.phone("a", "tok-2", "99002"), "second")).isFalse();
        assertThat(devices.keyHash(Phones.installation("a"))).hasValue("first");
        assertThat(rows("SELECT area FROM device_area")).containsExactly("99001");
        assertThat(devices.write(Phones.phone("a", "tok-2", "99002"), null)).isTrue();
        assertThat(rows("SELECT area FROM device_area")).containsExactly("99002");
    }

    @Test
    void aDeviceIsWishedIntoTheTopicsOfItsAreasAndOfAllAbove() {
        devices.write(Phones.phone("a", "tok-1", "99001-03", "99002-01"), null);
        assertThat(wishes()).containsExactly("99", "99001", "99001-03", "99002", "99002-01");
        devices.write(Phones.phone("a", "tok-1", "99001-03"), null);
        assertThat(wishes()).containsExactly("99", "99001", "99001-03");
        assertThat(rows("SELECT area FROM topic_membership WHERE NOT wanted ORDER BY area")).containsExactly("99002", "99002-01");
    }

    @Test
    void aNewLanguageIsANewSetOfTopics() {
        devices.write(Phones.phoneIn("vi", "a", "tok-1", "99001"), null);
        devices.write(Phones.phoneIn("en", "a", "tok-1", "99001"), null);
        assertThat(rows("SELECT area || language FROM topic_membership WHERE wanted ORDER BY 1")).containsExactly("99001en", "99en");
    }

    @Test
    void aTokenThatMovesToAnotherInstallationLeavesTheOldOne() {
        devices.write(Phones.phone("a", "tok-1", "99001-03"), null);
        devices.write(Phones.phone("b", "tok-1", "99002-01"), null);
        assertThat(rows("SELECT installation FROM device WHERE token IS NOT NULL")).containsExactly("b---------------------");
        assertThat(rows("SELECT area FROM device_area")).containsExactly("99002-01");
        assertThat(wishes()).containsExactly("99", "99002", "99002-01");
    }

    @Test
    void twoInstallationsMaySwapTheirTokensInOneBatch() {
        UUID first = UUID.randomUUID();
        devices.writeAll(List.of(Phones.phone("a", "tok-1", "99001"), Phones.phone("b", "tok-2", "99002")), first);
        List<Change> changes = devices.writeAll(List.of(Phones.phone("a", "tok-2", "99001"), Phones.phone("b", "tok-1", "99002")), first);
        assertThat(changes).containsExactly(Change.CHANGED, Change.CHANGED);
        assertThat(rows("SELECT installation FROM device WHERE token IS NOT NULL")).hasSize(2);
        assertThat(rows("SELECT area FROM device_area ORDER BY area")).containsExactly("99001", "99002");
    }

    @Test
    void aBatchTellsWhatIsNewChangedAndTheSame() {
        UUID first = UUID.randomUUID();
        devices.writeAll(List.of(Phones.phone("a", "tok-1", "99001"), Phones.phone("b", "tok-2", "99002")), first);
        assertThat(devices.writeAll(List.of(Phones.phone("b", "tok-2", "99002"), Phones.phone("a", "tok-1", "99003"),
                Phones.phone("c", "tok-3", "99003")), UUID.randomUUID())).containsExactly(Change.UNCHANGED, Change.CHANGED, Change.ADDED);
        assertThat(devices.writtenBy(first, List.of(Phones.installation("a")))).isEmpty();
    }

    @Test
    void anOldTokenLeavesItsTopicsUnlessItBelongsToTheSameInstallationAsTheNewOne() {
        devices.write(Phones.phone("a", "one:x", "99001"), null);
        devices.write(Phones.phone("a", "two:y", "99001"), null);
        assertThat(rows("SELECT area FROM topic_membership WHERE NOT wanted ORDER BY 1")).containsExactly("99", "99001");
        devices.write(Phones.phone("a", "two:z", "99001"), null);
        assertThat(rows("SELECT area FROM topic_membership WHERE NOT wanted ORDER BY 1")).containsExactly("99", "99001");
        assertThat(wishes()).containsExactly("99", "99001");
    }

    @Test
    void anEndedDeviceIsGoneAndLeavesItsTopics() {
        devices.write(Phones.phone("a", "tok-1", "99001"), "hash");
        assertThat(devices.delete(Phones.installation("a"))).isTrue();
        assertThat(devices.delete(Phones.installation("a"))).isFalse();
        assertThat(rows("SELECT area FROM device_area")).isEmpty();
        assertThat(wishes()).isEmpty();
        assertThat(rows("SELECT area FROM topic_membership WHERE due IS NOT NULL")).hasSize(2);
    }

    @Test
    void aTokenThatTheProviderDoesNotKnowIsDroppedOnlyIfNotRenewedSinceTheAttemptBegan() {
        devices.write(Phones.phone("a", "tok-1", "99001"), null);
        RecipientId device = new RecipientId(schema.jdbc.sql("SELECT id FROM device").query(UUID.class).single());
        Instant began = time.plusSeconds(1);
        time = time.plusSeconds(2);
        devices.write(Phones.phone("a", "tok-1", "99001"), null);
        devices.drop(device, new PushToken("tok-1"), began);
        assertThat(rows("SELECT area FROM device_area")).containsExactly("99001");

        time = time.plusSeconds(1);
        devices.write(Phones.phone("a", "tok-2", "99001"), null);
        devices.drop(device, new PushToken("tok-1"), time);
        assertThat(rows("SELECT area FROM device_area")).containsExactly("99001");

        devices.drop(device, new PushToken("tok-2"), time.plusSeconds(1));
        assertThat(rows("SELECT installation FROM device WHERE token IS NULL")).hasSize(1);
        assertThat(rows("SELECT area FROM device_area")).isEmpty();
        assertThat(wishes()).isEmpty();
    }

    @Test
    void manyWritersWhoPassTokensAroundLeaveEachTokenWithOneDevice() throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> work = IntStream.range(0, 60)
                    .mapToObj(i -> (Callable<Boolean>) () -> devices.write(Phones.phone("d" + i % 5, "tok-" + i % 7, "99001"), null))
                    .toList();
            for (Future<Boolean> written : writers.invokeAll(work)) {
                assertThat(written.get()).isTrue();
            }
        }
        assertThat(rows("SELECT d.installation FROM device d WHERE (d.token IS NULL) <> NOT EXISTS "
                + "(SELECT FROM device_area a WHERE a.device = d.id)")).isEmpty();
        assertThat(rows("SELECT installation FROM device")).hasSize(5);
    }

    private List<String> wishes() {
        return rows("SELECT area FROM topic_membership WHERE wanted ORDER BY area");
    }

    private List<String> rows(String sql) {
        return schema.jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
    }
}
