package loa.push.audience;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;

/** The devices that follow one of the covered areas, each under the first of its areas that is covered. */
final class DeviceAudience implements Audience {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;

    DeviceAudience(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        String[] covered = directive.coveredAreas().stream().map(AreaCode::value).toArray(String[]::new);
        // Index: device_area_audience gives the order and the areas, device_area_pkey the earlier areas of a device.
        return jdbc.sql("""
                        SELECT here.area, here.device FROM device_area here
                         WHERE here.area = ANY(:covered) AND (here.area, here.device) > (:area, :device)
                           AND NOT EXISTS (SELECT FROM device_area earlier
                                            WHERE earlier.device = here.device AND earlier.position < here.position
                                              AND earlier.area = ANY(:covered))
                         ORDER BY here.area, here.device LIMIT :limit
                        """).param("covered", covered).param("area", after == null ? "" : after.area().value())
                .param("device", after == null ? BEFORE_ALL : after.id().value()).param("limit", limit)
                .query((row, number) -> new Recipient(new RecipientId(row.getObject("device", UUID.class)),
                        new AreaCode(row.getString("area"))))
                .list();
    }
}
