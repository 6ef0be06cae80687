package loa.push.audience;

import loa.delivery.subscriber.SubscribedAudience;
import loa.delivery.subscriber.SubscribedAudienceContract;
import loa.push.PushSchema;

class ManyDevicesPostgresTest extends SubscribedAudienceContract {
    private final PushSchema schema = PushSchema.fresh();

    @Override
    protected SubscribedAudience with(int recipients) {
        schema.jdbc.sql("""
            INSERT INTO device (installation, id, token_at, platform, language, created_at, changed_at)
            SELECT 'device-' || n, md5(n::text)::uuid, now(), 'android', 'vi', now(), now() FROM generate_series(1, :count) n
            """).param("count", recipients).update();
        schema.jdbc.sql("""
            INSERT INTO device_area (area, device, position)
            SELECT %s, md5(n::text)::uuid, 0 FROM generate_series(1, :count) n
            UNION ALL SELECT '99003-08', md5(n::text)::uuid, 1 FROM generate_series(2000, :count, 2000) n
            """.formatted(FIRST_AREA)).param("count", recipients).update();
        schema.jdbc.sql("VACUUM ANALYZE device_area").update();
        return new SubscribedAudience(schema.database, PushAudience.DEVICES);
    }
}
