package loa.push.audience;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.postgres.Database;
import loa.delivery.subscriber.SubscribedAudience;

/** Devices in an emergency, since tokens are fast and answer one by one; topics otherwise, since one request reaches a commune. */
public final class PushAudience implements Audience {
    /** The areas of devices that have a token. */
    static final SubscribedAudience.Table DEVICES = new SubscribedAudience.Table("device_area", "device");

    private final SubscribedAudience devices;
    private final TopicAudience topics;

    /** In the schema in which these connections stand. */
    public PushAudience(JdbcClient jdbc, Database database) {
        this.devices = new SubscribedAudience(database, DEVICES);
        this.topics = new TopicAudience(jdbc);
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return switch (directive.bulletinClass()) {
            case EMERGENCY -> devices.page(directive, after, limit);
            case PRIORITY, ROUTINE -> topics.page(directive, after, limit);
        };
    }

    @Override
    public List<Recipient> left(IssuedDirective directive, int limit) {
        return switch (directive.bulletinClass()) {
            case EMERGENCY -> devices.left(directive, limit);
            // a topic does not move
            case PRIORITY, ROUTINE -> List.of();
        };
    }
}
