package loa.sandbox.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import loa.sandbox.files.FreePort;

/** Kafka's own settings for one of our nodes. */
final class NodeSettings {

    private final KafkaCluster cluster;
    private final Path logs;

    NodeSettings(KafkaCluster cluster, Path logs) {
        this.cluster = cluster;
        this.logs = logs;
    }

    Map<String, String> of(int port) throws IOException {
        Map<String, String> settings = new HashMap<>(addresses(port));
        settings.putAll(copies(String.valueOf(cluster.replicas()), String.valueOf(Math.max(1, cluster.replicas() - 1))));
        settings.putAll(Map.of("log.dirs", logs.toString(), "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0", "group.min.session.timeout.ms", "1000", "controlled.shutdown.enable", "true",
                // a laptop's share: the defaults are those of a machine that does nothing else
                "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20), "num.io.threads", "4", "num.network.threads",
                "2", "offsets.topic.num.partitions", "8", "transaction.state.log.num.partitions", "4"));
        if (cluster.replicas() > 1) {
            // milliseconds; a dead node's partitions have another leader after this, not after Kafka's own 9 s
            settings.putAll(Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500"));
        }
        return settings;
    }

    private Map<String, String> addresses(int port) throws IOException {
        List<Integer> controllers = new ArrayList<>(cluster.controllerPorts());
        controllers.set(cluster.node() - 1, FreePort.orAny(controllers.get(cluster.node() - 1)));
        List<String> voters = new ArrayList<>();
        for (int node = 1; node <= controllers.size(); node++) {
            voters.add(node + "@127.0.0.1:" + controllers.get(node - 1));
        }
        String clients = "PLAINTEXT://127.0.0.1:" + port;
        KafkaCluster.Detour detour = cluster.detour();
        String detourPort = detour == null ? "" : ",DETOUR://127.0.0.1:" + detour.port();
        String detourAdvertised = detour == null ? "" : ",DETOUR://127.0.0.1:" + detour.advertised();
        return Map.of("process.roles", "broker,controller", "node.id", String.valueOf(cluster.node()), "controller.quorum.voters",
                String.join(",", voters), "listeners",
                clients + detourPort + ",CONTROLLER://127.0.0.1:" + controllers.get(cluster.node() - 1), "advertised.listeners",
                clients + detourAdvertised, "controller.listener.names", "CONTROLLER", "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,DETOUR:PLAINTEXT", "inter.broker.listener.name", "PLAINTEXT");
    }

    private static Map<String, String> copies(String replicas, String inSync) {
        return Map.of("default.replication.factor", replicas, "min.insync.replicas", inSync, "offsets.topic.replication.factor",
                replicas, "transaction.state.log.replication.factor", replicas, "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", replicas, "share.coordinator.state.topic.min.isr", inSync,
                "unclean.leader.election.enable", "false");
    }
}
