package loa.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.standalone.data.DataDirectory;
import loa.standalone.data.Ports;
import loa.standalone.sandbox.Surroundings;
import loa.standalone.server.Service;

/** The properties of each service, from the environment, the data directory and what is around us. */
final class Settings {
    private static final String NO_TWILIO = "LOA_TWILIO_ACCOUNT_SID, LOA_TWILIO_AUTH_TOKEN và LOA_TWILIO_SENDER chưa được đặt";
    private static final String NO_FCM = "LOA_FCM_CREDENTIALS chưa được đặt";

    private final Map<String, String> environment;
    private final DataDirectory data;
    private final Ports ports;

    Settings(Map<String, String> environment, DataDirectory data, Ports ports) {
        this.environment = environment;
        this.data = data;
        this.ports = ports;
    }

    DataDirectory data() {
        return data;
    }

    Ports ports() {
        return ports;
    }

    String publicUrl() {
        return or("LOA_PUBLIC_URL", "http://127.0.0.1:" + ports.http());
    }

    Path keysDirectory() {
        return Path.of(or("LOA_KEYS_DIR", data.path().resolve("keys").toString()));
    }

    Map<String, Object> of(Service service, Surroundings around) {
        Surroundings.Login login = around.postgres().loginOf(service.label());
        Map<String, Object> properties = new TreeMap<>();
        properties.put("spring.datasource.url", around.postgres().url());
        properties.put("spring.datasource.username", login.user());
        properties.put("spring.datasource.password", login.password());
        properties.put("spring.kafka.bootstrap-servers", around.kafka().bootstrapServers());
        properties.put("loa.public-url", publicUrl());
        properties.put("loa.keys-dir", keysDirectory().toString());
        properties.put("loa.data-dir", data.subdirectory(service.label()).toString());
        properties.putAll(own(service, around.sandbox()));
        return properties;
    }

    private Map<String, String> own(Service service, Surroundings.@Nullable Providers sandbox) {
        return switch (service) {
            case PUBLISHER -> publisher(sandbox);
            case SMS -> twilio(sandbox);
            case PUSH -> fcm(sandbox);
            case LOUDSPEAKER -> Map.of();
        };
    }

    private Map<String, String> publisher(Surroundings.@Nullable Providers sandbox) {
        Map<String, String> properties = new HashMap<>();
        properties.put("loa.publisher.people-file", data.path().resolve("people.json").toString());
        Stream.of(Service.SMS, Service.PUSH, Service.LOUDSPEAKER)
                .forEach(channel -> properties.put("loa.publisher.channels." + channel.label(), "http://127.0.0.1:" + ports.http()));
        if (sandbox == null && (isUnset("LOA_TWILIO_ACCOUNT_SID") || isUnset("LOA_TWILIO_AUTH_TOKEN") || isUnset("LOA_TWILIO_SENDER"))) {
            properties.put("loa.publisher.channels-off.sms", NO_TWILIO);
        }
        if (sandbox == null && isUnset("LOA_FCM_CREDENTIALS")) {
            properties.put("loa.publisher.channels-off.push", NO_FCM);
        }
        return properties;
    }

    /** The sandbox only when it was asked for; never because credentials are missing. */
    private static Map<String, String> twilio(Surroundings.@Nullable Providers sandbox) {
        return sandbox == null
                ? Map.of()
                : Map.of("loa.twilio.url", sandbox.url(), "loa.twilio.account-sid", sandbox.twilioAccountSid(), "loa.twilio.auth-token",
                        sandbox.twilioAuthToken(), "loa.twilio.sender", "TINHMAU");
    }

    private static Map<String, String> fcm(Surroundings.@Nullable Providers sandbox) {
        return sandbox == null ? Map.of() : Map.of("loa.fcm.url", sandbox.url());
    }

    private boolean isUnset(String variable) {
        return environment.getOrDefault(variable, "").isBlank();
    }

    private String or(String variable, String otherwise) {
        return isUnset(variable) ? otherwise : environment.getOrDefault(variable, otherwise);
    }
}
