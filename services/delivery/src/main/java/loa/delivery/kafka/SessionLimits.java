package loa.delivery.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** How quickly the brokers let a group notice that a member died. */
public final class SessionLimits {
    private static final String SHORTEST = "group.min.session.timeout.ms";

    private SessionLimits() {}

    /** The longest of what the brokers call shortest. */
    public static Duration shortest(Admin admin) throws InterruptedException {
        try {
            Collection<ConfigResource> brokers = admin.describeCluster().nodes().get().stream().map(Node::idString)
                    .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id)).toList();
            return admin.describeConfigs(brokers).all().get().values().stream().map(SessionLimits::shortest).max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers' limits of sessions are not to be had", e.getCause());
        }
    }

    private static Duration shortest(Config config) {
        return Duration.ofMillis(Long.parseLong(config.get(SHORTEST).value()));
    }
}
