package loa.standalone.server;

import java.util.List;

import loa.loudspeaker.LoudspeakerApplication;
import loa.publisher.PublisherApplication;
import loa.push.PushApplication;
import loa.sms.SmsApplication;

/** The four services and the paths that are theirs. The publisher has whatever is nobody else's. */
public enum Service {
    PUBLISHER("publisher", PublisherApplication.class, List.of()),
    SMS("sms", SmsApplication.class, List.of("/api/v1/sms/", "/webhooks/twilio/")),
    PUSH("push", PushApplication.class, List.of("/api/v1/push/")),
    LOUDSPEAKER("loudspeaker", LoudspeakerApplication.class,
            List.of("/api/v1/loudspeaker/", "/api/v1/stations", "/api/v1/clips/", "/player"));

    private final String label;
    private final Class<?> application;
    private final List<String> paths;

    Service(String label, Class<?> application, List<String> paths) {
        this.label = label;
        this.application = application;
        this.paths = paths;
    }

    /** The name of its schema, its configuration file, its threads: {@code sms}. */
    public String label() {
        return label;
    }

    Class<?> application() {
        return application;
    }

    /** Whose path this is. */
    public static Service ofPath(String path) {
        for (Service service : values()) {
            if (service.paths.stream().anyMatch(path::startsWith)) {
                return service;
            }
        }
        return PUBLISHER;
    }
}
