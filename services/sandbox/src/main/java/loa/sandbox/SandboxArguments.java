package loa.sandbox;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the process is to run.
 *
 * @param data          the data directory; everything is below it
 * @param sandboxPort   of the providers and the page
 * @param kafkaPort     of the broker
 * @param schemas       each gets a role of its own
 * @param withProviders whether Twilio, FCM and the players run
 * @param withServers   whether Kafka and PostgreSQL run
 * @param staysAlone    does not end when its standard input does
 */
record SandboxArguments(Path data, int sandboxPort, int kafkaPort, List<String> schemas, boolean withProviders,
        boolean withServers, boolean staysAlone) {

    static final String USAGE = "--data DIR [--sandbox-port 8090] [--kafka-port 9092]"
            + " [--schemas publisher,sms,push,loudspeaker] [--no-providers] [--no-servers] [--stay]";

    SandboxArguments {
        schemas = List.copyOf(schemas);
    }

    /** @throws IllegalArgumentException with a sentence about what is wrong */
    static SandboxArguments parse(String... arguments) {
        Path data = null;
        int sandboxPort = 8090;
        int kafkaPort = 9092;
        List<String> schemas = List.of("publisher", "sms", "push", "loudspeaker");
        boolean withProviders = true;
        boolean withServers = true;
        boolean staysAlone = false;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--data" -> data = Path.of(value(argument, rest)).toAbsolutePath().normalize();
                case "--sandbox-port" -> sandboxPort = port(argument, rest);
                case "--kafka-port" -> kafkaPort = port(argument, rest);
                case "--schemas" -> schemas = List.of(value(argument, rest).split(",", -1));
                case "--no-providers" -> withProviders = false;
                case "--no-servers" -> withServers = false;
                case "--stay" -> staysAlone = true;
                default -> throw new IllegalArgumentException("unknown argument " + argument + "; known are " + USAGE);
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("a data directory is needed: " + USAGE);
        }
        return new SandboxArguments(data, sandboxPort, kafkaPort, schemas, withProviders, withServers, staysAlone);
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static int port(String argument, Iterator<String> rest) {
        String text = value(argument, rest);
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(argument + " needs a port of 0 to 65535, but was " + text);
        }
        return Integer.parseInt(text);
    }
}
