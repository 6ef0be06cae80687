package loa.sandbox;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import loa.sandbox.kafka.KafkaCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SandboxArgumentsTest {

    @Test
    void everythingRunsUnlessSaidOtherwise() {
        SandboxArguments arguments = SandboxArguments.parse("--data", "/d");
        assertThat(arguments.data()).isEqualTo(Path.of("/d"));
        assertThat(arguments.ports()).isEqualTo(new SandboxArguments.Ports(8090, 9092, 0));
        assertThat(arguments.servers()).containsExactlyInAnyOrder(Server.values());
        assertThat(arguments.cluster()).isEqualTo(KafkaCluster.ALONE);
        assertThat(arguments.staysAlone()).isFalse();
    }

    @Test
    void aServerRunsAloneAndANodeInItsCluster() {
        SandboxArguments arguments = SandboxArguments.parse("--data", "/d", "--only", "kafka", "--kafka-port", "9192", "--kafka-node", "2",
                "--kafka-controllers", "1,2,3", "--kafka-detour", "4:5");
        assertThat(arguments.servers()).containsExactly(Server.KAFKA);
        assertThat(arguments.cluster()).isEqualTo(new KafkaCluster(2, List.of(1, 2, 3), new KafkaCluster.Detour(4, 5)));
        assertThat(SandboxArguments.parse("--data", "/d", "--no-servers").servers()).containsExactly(Server.PROVIDERS);
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        assertThatThrownBy(() -> SandboxArguments.parse("--data", "/d", "--only", "redis"))
                .hasMessage("--only takes kafka, postgres and providers, but was redis");
        assertThatThrownBy(() -> SandboxArguments.parse("--data", "/d", "--kafka-port", "x"))
                .hasMessage("--kafka-port needs a port of 0 to 65535, but was x");
        assertThatThrownBy(() -> SandboxArguments.parse("--data", "/d", "--kafka-node", "4", "--kafka-controllers", "1,2,3"))
                .hasMessage("node must be 1..3, but was 4");
        assertThatThrownBy(() -> SandboxArguments.parse("--sandbox-port", "1")).hasMessageStartingWith("a data directory is needed");
        assertThatThrownBy(() -> SandboxArguments.parse("--data")).hasMessage("--data needs a value");
    }
}
