package loa.standalone.fault;

import java.util.Map;
import java.util.TreeMap;

import loa.standalone.sandbox.Surroundings;

/** The configuration of an instance on the stage. */
final class Properties {
    private final Stage stage;
    private final Stage.Cast cast;

    Properties(Stage stage, Stage.Cast cast) {
        this.stage = stage;
        this.cast = cast;
    }

    Map<String, Object> of(String service, int port, boolean byDetour) {
        Surroundings.Login login = stage.database().loginOf(service);
        Map<String, Object> properties = new TreeMap<>();
        properties.put("spring.datasource.url", stage.database().url());
        properties.put("spring.datasource.username", login.user());
        properties.put("spring.datasource.password", login.password());
        properties.put("spring.kafka.bootstrap-servers", stage.bootstrapServers(byDetour));
        properties.put("loa.public-url", "http://127.0.0.1:" + port);
        properties.put("loa.keys-dir", stage.keys().toString());
        properties.put("loa.data-dir", stage.file(service).toString());
        switch (service) {
            case "publisher" -> properties.put("loa.publisher.people-file", stage.file("people.json").toString());
            case "sms" -> properties.putAll(twilio());
            case "push" -> properties.put("loa.fcm.url", stage.providers().url());
            default -> throw new IllegalArgumentException("there is no service " + service);
        }
        if (!service.equals("publisher")) {
            properties.putAll(cast.engine());
        }
        return properties;
    }

    private Map<String, String> twilio() {
        Surroundings.Providers providers = stage.providers();
        return Map.of("loa.twilio.url", providers.url(), "loa.twilio.account-sid", providers.twilioAccountSid(), "loa.twilio.auth-token",
                providers.twilioAuthToken(), "loa.twilio.sender", "TINHMAU");
    }
}
