package loa.sandbox.kafka;

import java.util.List;

import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One node's place among the nodes of a cluster.
 *
 * @param node            1 to the number of nodes
 * @param controllerPorts of each node in their order; the same for all of them. 0 only for a node alone: a free one
 * @param detour          a second door for clients, null for none
 */
public record KafkaCluster(int node, List<Integer> controllerPorts, @Nullable Detour detour) {

    /** One node that is a whole cluster. */
    public static final KafkaCluster ALONE = new KafkaCluster(1, List.of(0), null);

    /**
     * A door whose clients are told to come by another port. Whoever forwards from there can cut off its clients alone.
     *
     * @param port       where the node listens
     * @param advertised where the clients are sent
     */
    public record Detour(int port, int advertised) {}

    public KafkaCluster {
        controllerPorts = List.copyOf(controllerPorts);
        if (node < 1 || node > controllerPorts.size()) {
            throw new IllegalArgumentException("node must be 1.." + controllerPorts.size() + ", but was " + node);
        }
        if (controllerPorts.size() > 1 && controllerPorts.contains(0)) {
            throw new IllegalArgumentException("the nodes of a cluster must know each other's ports, but one was 0");
        }
    }

    /** The copies of everything: one on each of at most three nodes. */
    int replicas() {
        return Math.min(3, controllerPorts.size());
    }

    /** Nodes that do not know each other yet must agree without a word, so theirs follows from their ports. */
    String freshId() {
        return controllerPorts.size() == 1
                ? Uuid.randomUuid().toString()
                : new Uuid(0x4C6F61L << 40, controllerPorts.hashCode()).toString();
    }
}
