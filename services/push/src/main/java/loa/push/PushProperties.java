package loa.push;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the service.
 *
 * @param registrationsPerMinute  how many devices one network address may add without a person's key
 * @param topicRequestsPerSecond how many devices are put into topics, or taken out; FCM allows a project 3,000 for all instances together
 */
@ConfigurationProperties("loa.push")
record PushProperties(@DefaultValue("600") int registrationsPerMinute, @DefaultValue("500") int topicRequestsPerSecond) {
    PushProperties {
        if (topicRequestsPerSecond < 1 || topicRequestsPerSecond > 3000) {
            throw new IllegalArgumentException("topicRequestsPerSecond must be 1..3000, but was " + topicRequestsPerSecond);
        }
    }
}
