package loa.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import loa.contract.KeyDirectory;
import loa.contract.KeyRing;
import loa.standalone.apart.ServiceProcesses;
import loa.standalone.data.Ports;
import loa.standalone.sandbox.Surroundings;
import loa.standalone.server.RunningServices;
import loa.standalone.server.Service;

/**
 * Each service in a process of its own, from its own jar, on the ports that follow the first one: publisher, sms, push, loudspeaker. Each
 * has a directory with its configuration, its log, its private signing key and the public keys of the others.
 */
final class Apart implements Arrangement {
    private final Path servicesDirectory;

    /** @param servicesDirectory where the modules and their built jars are */
    Apart(Path servicesDirectory) {
        this.servicesDirectory = servicesDirectory;
    }

    @Override
    public void requireFreePorts(Ports ports) {
        ports.requireFree();
        for (Service service : Service.values()) {
            ports.requireFreeForService(service.label(), portOf(service, ports));
        }
    }

    @Override
    public RunningServices start(Settings settings, Surroundings around) {
        Path own = settings.data().subdirectory("apart");
        distributeKeys(own);
        return ServiceProcesses.start(servicesDirectory, service -> settings.data().subdirectory("apart/" + service.label()),
                service -> portOf(service, settings.ports()), service -> properties(service, settings, around, own));
    }

    @Override
    public String baseOf(String path, Ports ports) {
        return "http://127.0.0.1:" + portOf(Service.ofPath(path), ports);
    }

    private static int portOf(Service service, Ports ports) {
        return ports.http() + service.ordinal();
    }

    private Map<String, Object> properties(Service service, Settings settings, Surroundings around, Path own) {
        Map<String, Object> properties = new TreeMap<>(settings.of(service, around));
        properties.put("loa.public-url", "http://127.0.0.1:" + portOf(service, settings.ports()));
        properties.put("loa.keys-dir", keysOf(service, own).toString());
        properties.put("loa.signing.key-id", signingKeyOf(service));
        if (service == Service.PUBLISHER) {
            Stream.of(Service.values()).filter(other -> other != service).forEach(channel -> properties
                    .put("loa.publisher.channels." + channel.label(), "http://127.0.0.1:" + portOf(channel, settings.ports())));
        }
        return properties;
    }

    private static void distributeKeys(Path own) {
        for (Service service : Service.values()) {
            new KeyDirectory(keysOf(service, own)).createIfMissing(signingKeyOf(service));
        }
        for (Service from : Service.values()) {
            KeyRing ring = new KeyDirectory(keysOf(from, own)).ring();
            for (Service to : Service.values()) {
                new KeyDirectory(keysOf(to, own)).trust(signingKeyOf(from), ring.publicKey(signingKeyOf(from)));
            }
        }
    }

    private static String signingKeyOf(Service service) {
        return service == Service.PUBLISHER ? Installation.SIGNING_KEY : Installation.SIGNING_KEY + "-" + service.label();
    }

    private static Path keysOf(Service service, Path own) {
        return own.resolve(service.label()).resolve("keys");
    }
}
