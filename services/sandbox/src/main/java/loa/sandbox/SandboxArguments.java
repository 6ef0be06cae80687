package loa.sandbox;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.sandbox.kafka.KafkaCluster;

/**
 * What the process is to run.
 *
 * @param data       the data directory; everything is below it
 * @param ports      where it listens
 * @param cluster    which node of Kafka it runs
 * @param schemas    each gets a role of its own
 * @param servers    which of them run
 * @param staysAlone does not end when its standard input does
 */
record SandboxArguments(Path data, Ports ports, KafkaCluster cluster, List<String> schemas, Set<Server> servers, boolean staysAlone) {

    static final String USAGE = "--data DIR [--sandbox-port 8090] [--kafka-port 9092] [--postgres-port 0]"
            + " [--schemas publisher,sms,push,loudspeaker] [--only kafka,postgres,providers] [--no-providers] [--no-servers]"
            + " [--kafka-node 2 --kafka-controllers 19101,19102,19103 [--kafka-detour PORT:ADVERTISED]] [--stay]";

    private static final Set<String> WITH_VALUE = Set.of("--data", "--sandbox-port", "--kafka-port", "--postgres-port", "--schemas",
            "--only", "--kafka-node", "--kafka-controllers", "--kafka-detour");
    private static final Set<String> ALONE = Set.of("--no-providers", "--no-servers", "--stay");

    /** Of the providers, of Kafka and of PostgreSQL; 0 for a free one. */
    record Ports(int sandbox, int kafka, int postgres) {}

    SandboxArguments {
        schemas = List.copyOf(schemas);
        servers = Set.copyOf(servers);
    }

    /** @throws IllegalArgumentException with a sentence about what is wrong */
    static SandboxArguments parse(String... arguments) {
        Map<String, String> given = read(arguments);
        String data = given.get("--data");
        if (data == null) {
            throw new IllegalArgumentException("a data directory is needed: " + USAGE);
        }
        Ports ports = new Ports(port(given, "--sandbox-port", "8090"), port(given, "--kafka-port", "9092"),
                port(given, "--postgres-port", "0"));
        List<String> schemas = List.of(given.getOrDefault("--schemas", "publisher,sms,push,loudspeaker").split(",", -1));
        return new SandboxArguments(Path.of(data).toAbsolutePath().normalize(), ports, cluster(given), schemas, servers(given),
                given.containsKey("--stay"));
    }

    private static Map<String, String> read(String... arguments) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (!WITH_VALUE.contains(argument) && !ALONE.contains(argument)) {
                throw new IllegalArgumentException("unknown argument " + argument + "; known are " + USAGE);
            }
            if (WITH_VALUE.contains(argument) && !rest.hasNext()) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            given.put(argument, WITH_VALUE.contains(argument) ? rest.next() : "");
        }
        return given;
    }

    private static Set<Server> servers(Map<String, String> given) {
        Set<Server> servers = EnumSet.allOf(Server.class);
        String only = given.get("--only");
        if (only != null) {
            servers.retainAll(Stream.of(only.split(",", -1)).map(Server::of).toList());
        }
        if (given.containsKey("--no-providers")) {
            servers.remove(Server.PROVIDERS);
        }
        if (given.containsKey("--no-servers")) {
            servers.retainAll(Set.of(Server.PROVIDERS));
        }
        return servers;
    }

    private static KafkaCluster cluster(Map<String, String> given) {
        String controllers = given.get("--kafka-controllers");
        if (controllers == null) {
            return KafkaCluster.ALONE;
        }
        List<Integer> ports = Stream.of(controllers.split(",", -1)).map(port -> number("--kafka-controllers", port)).toList();
        return new KafkaCluster(number("--kafka-node", given.getOrDefault("--kafka-node", "1")), ports,
                detour(given.get("--kafka-detour")));
    }

    private static KafkaCluster.@Nullable Detour detour(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] ports = text.split(":", -1);
        if (ports.length != 2) {
            throw new IllegalArgumentException("--kafka-detour needs PORT:ADVERTISED, but was " + text);
        }
        return new KafkaCluster.Detour(number("--kafka-detour", ports[0]), number("--kafka-detour", ports[1]));
    }

    private static int port(Map<String, String> given, String argument, String unlessGiven) {
        return number(argument, given.getOrDefault(argument, unlessGiven));
    }

    private static int number(String argument, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(argument + " needs a port of 0 to 65535, but was " + text);
        }
        return Integer.parseInt(text);
    }
}
