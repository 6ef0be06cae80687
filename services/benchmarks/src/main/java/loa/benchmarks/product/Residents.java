package loa.benchmarks.product;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import loa.contract.Channel;
import loa.contract.Ids;
import loa.delivery.address.AddressKeys;
import loa.delivery.address.AddressVault;

/**
 * Invented people. They are copied straight into the tables, sealed as an import would seal them: an import of a million takes minutes, and
 * is not what is measured here.
 */
public final class Residents {
    private static final int ROWS_OF_A_CHUNK = 1_000;
    private static final String SUBSCRIPTION = "id, phone_sealed, phone_fingerprint, areas, language, basis, state, created_at, created_by, "
            + "changed_at, changed_by";

    private final Database database;
    private final AddressKeys keys;
    private int loaded;

    /** For the installation with these keys. */
    public Residents(Database database, Path keys) {
        this.database = database;
        this.keys = AddressKeys.loadOrCreate(keys);
    }

    /** So many phones more, spread over the villages of this place. */
    public void phones(Place place, int count) {
        var vault = new AddressVault(keys, Channel.SMS);
        List<Person> people = people(place, count);
        copy("sms.subscription (" + SUBSCRIPTION + ")", count, i -> {
            String phone = "+8459%07d".formatted(people.get(i).number());
            return "%s\t%s\t%s\t{%s}\tvi\tstate-function\tactive\tnow\tbench\tnow\tbench".formatted(people.get(i).id(),
                    hex(vault.seal(phone)), hex(vault.fingerprint(phone)), people.get(i).village());
        });
        copy("sms.subscription_area (area, subscription, position)", count,
                i -> "%s\t%s\t0".formatted(people.get(i).village(), people.get(i).id()));
    }

    /** So many devices more; FCM need not be told of their topics. */
    public void devices(Place place, int count) {
        var vault = new AddressVault(keys, Channel.PUSH);
        List<Person> people = people(place, count);
        copy("push.device (installation, id, token, fingerprint, token_at, platform, language, created_at, changed_at)", count, i -> {
            // as long as a real one
            String token = "benchmark-%012d:%s".formatted(people.get(i).number(), "x".repeat(130));
            return "benchmark-device-%012d\t%s\t%s\t%s\tnow\tandroid\tvi\tnow\tnow".formatted(people.get(i).number(), people.get(i).id(),
                    hex(vault.seal(token)), hex(vault.fingerprint(token)));
        });
        copy("push.device_area (device, position, area)", count, i -> "%s\t0\t%s".formatted(people.get(i).id(), people.get(i).village()));
    }

    private record Person(UUID id, int number, String village) {}

    private List<Person> people(Place place, int count) {
        List<String> villages = place.villages();
        int first = loaded;
        loaded += count;
        return IntStream.range(0, count).mapToObj(i -> new Person(Ids.next(), first + i, villages.get(i % villages.size())))
                .toList();
    }

    private void copy(String table, int count, IntFunction<String> row) {
        try {
            CopyIn copy = database.connection().unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
            var chunk = new StringBuilder();
            for (int i = 0; i < count; i++) {
                chunk.append(row.apply(i)).append('\n');
                if ((i + 1) % ROWS_OF_A_CHUNK == 0 || i + 1 == count) {
                    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    chunk.setLength(0);
                }
            }
            copy.endCopy();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }
}
