package loa.sms.audience;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;

/** The active subscriptions of the covered areas, each under its first covered area. Thread-safe; holds one page in memory. */
final class SubscribedResidents implements Audience {
    private static final UUID LOWEST = new UUID(0, 0);

    private final JdbcClient jdbc;

    SubscribedResidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        String[] covered = directive.coveredAreas().stream().map(AreaCode::value).toArray(String[]::new);
        // subscription_area_pkey gives the order and where to go on; subscription_area_of, for second and further areas only, whether an
        // earlier one is covered too.
        return jdbc.sql("""
                        SELECT here.area, here.subscription FROM subscription_area here
                        WHERE here.area = ANY (:covered) AND here.area >= :area AND (here.area, here.subscription) > (:area, :id)
                            AND (here.position = 0 OR NOT EXISTS (
                                SELECT FROM subscription_area earlier
                                WHERE earlier.subscription = here.subscription AND earlier.position < here.position
                                    AND earlier.area = ANY (:covered)))
                        ORDER BY here.area, here.subscription LIMIT :limit
                        """).param("covered", covered).param("area", after == null ? "" : after.area().value())
                .param("id", after == null ? LOWEST : after.id().value()).param("limit", limit)
                .query((row, _) -> new Recipient(new RecipientId(row.getObject("subscription", UUID.class)),
                        new AreaCode(row.getString("area"))))
                .list();
    }
}
