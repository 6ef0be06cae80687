package loa.push.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A device as it stands in the database.
 *
 * @param fingerprint of its token; null: it has none
 * @param token       sealed; null: it has none
 * @param areas       their codes in its order
 */
record StoredDevice(String installation, UUID id, @Nullable Fingerprint fingerprint, byte @Nullable [] token, String platform,
        String language, List<String> areas) {
    static StoredDevice read(ResultSet row) throws SQLException {
        byte[] fingerprint = row.getBytes("fingerprint");
        String[] areas = (String[]) row.getArray("areas").getArray();
        return new StoredDevice(row.getString("installation"), row.getObject("id", UUID.class),
                fingerprint == null ? null : new Fingerprint(fingerprint), row.getBytes("token"), row.getString("platform"),
                row.getString("language"), List.of(areas));
    }
}
