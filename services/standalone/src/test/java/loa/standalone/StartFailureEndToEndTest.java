package loa.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is in the way is said in one sentence, with a status, and nothing is left half-started. */
class StartFailureEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void portInUseIsNamedAndTheDataDirectoryStaysEmpty() throws IOException {
        Map<String, String> ports = LoaProcess.freePorts();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.put("LOA_KAFKA_PORT", Integer.toString(taken.getLocalPort()));
            try (LoaProcess loa = LoaProcess.start(directory, ports, "demo", "--exit")) {
                assertThat(loa.awaitExit(PATIENCE)).isEqualTo(3);
                assertThat(loa.lastLine()).isEqualTo("loa: Port %d is in use; stop what uses it or set LOA_KAFKA_PORT to another.",
                        taken.getLocalPort());
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void foreignDirectoryIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "years of work");
        try (LoaProcess loa = LoaProcess.start(directory, LoaProcess.freePorts(), "run", "--sandbox")) {
            assertThat(loa.awaitExit(PATIENCE)).isEqualTo(3);
            assertThat(loa.lastLine()).contains("holds files that are not Loa's");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("thesis.txt"));
        }
    }

    @Test
    void aFileInsteadOfADirectoryIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (LoaProcess loa = LoaProcess.start(file, LoaProcess.freePorts(), "run")) {
            assertThat(loa.awaitExit(PATIENCE)).isEqualTo(3);
            assertThat(loa.lastLine()).startsWith("loa: The data directory").contains(file.toString());
        }
    }

    @Test
    void inventedNumbersAreNeverHandedToRealProviders() throws IOException {
        Files.writeString(directory.resolve("loa-data"), "");
        Files.writeString(directory.resolve("sample.json"), "{\"recipients\": 10, \"complete\": false}");
        try (LoaProcess loa = LoaProcess.start(directory, LoaProcess.freePorts(), "run")) {
            assertThat(loa.awaitExit(PATIENCE)).isEqualTo(3);
            assertThat(loa.lastLine()).contains("holds the demo's invented phone numbers");
        }
        assertThat(directory.resolve("postgres")).doesNotExist();
    }

    @Test
    void wrongUseIsStatusTwo() {
        try (LoaProcess loa = LoaProcess.start(directory, LoaProcess.freePorts(), "demo", "--recipients", "0")) {
            assertThat(loa.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(loa.output()).contains("--recipients must be 1..");
        }
    }
}
