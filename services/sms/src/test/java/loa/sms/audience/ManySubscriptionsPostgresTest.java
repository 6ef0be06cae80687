package loa.sms.audience;

import loa.delivery.postgres.Database;
import loa.delivery.subscriber.SubscribedAudience;
import loa.delivery.subscriber.SubscribedAudienceContract;
import loa.sms.TestSchema;

class ManySubscriptionsPostgresTest extends SubscribedAudienceContract {
    private final TestSchema schema = TestSchema.create();

    @Override
    protected SubscribedAudience with(int recipients) {
        schema.jdbc().sql("""
            INSERT INTO subscription_area (area, subscription, position)
            SELECT %s, md5(n::text)::uuid, 0 FROM generate_series(1, :count) n
            UNION ALL SELECT '99003-08', md5(n::text)::uuid, 1 FROM generate_series(2000, :count, 2000) n
            """.formatted(FIRST_AREA)).param("count", recipients).update();
        schema.jdbc().sql("VACUUM ANALYZE subscription_area").update();
        return new SubscribedAudience(new Database(schema.source()), AudienceConfiguration.RESIDENTS);
    }
}
