package loa.push.audience;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.IssuedDirective;
import loa.delivery.Audience;
import loa.delivery.Recipient;

/** Devices in an emergency, since tokens are fast and answer one by one; topics otherwise, since one request reaches a commune. */
public final class PushAudience implements Audience {
    private final DeviceAudience devices;
    private final TopicAudience topics;

    /** In the schema that this connection stands in. */
    public PushAudience(JdbcClient jdbc) {
        this.devices = new DeviceAudience(jdbc);
        this.topics = new TopicAudience(jdbc);
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return switch (directive.bulletinClass()) {
            case EMERGENCY -> devices.page(directive, after, limit);
            case PRIORITY, ROUTINE -> topics.page(directive, after, limit);
        };
    }
}
