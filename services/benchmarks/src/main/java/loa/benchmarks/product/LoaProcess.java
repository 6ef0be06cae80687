package loa.benchmarks.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import loa.benchmarks.process.JavaChild;
import loa.benchmarks.process.Memory;
import loa.benchmarks.process.Ports;
import loa.benchmarks.process.ProcessorTime;
import loa.benchmarks.sink.Sink;
import loa.standalone.Loa;
import loa.standalone.data.Credentials;

/** All of Loa in one process, as {@code ./loa run} starts it, with the sink in the providers' place; Kafka and PostgreSQL beside it. */
public final class LoaProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final JavaChild process;
    private final Path data;
    private final Credentials credentials;
    private final long kafka;
    private final long postgres;

    private LoaProcess(JavaChild process, Path data) {
        this.process = process;
        this.data = data;
        try {
            credentials = JsonMapper.builder().build().readValue(Files.readAllBytes(data.resolve("credentials.json")), Credentials.class);
            kafka = sandboxOf(process.pid());
            postgres = postmaster(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it with a data directory in this one; returns when it answers.
     *
     * @param sinkPort where Twilio and FCM are
     */
    public static LoaProcess start(Path directory, int sinkPort, Tuning tuning) {
        Path data = directory.resolve("data");
        JavaChild process = JavaChild.start(
                new JavaChild.Order(Loa.class, tuning.options(), List.of("run"), environment(data, sinkPort)), directory);
        try {
            process.await("Ready", LONGEST_START);
            return new LoaProcess(process, data);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** How to sign in, and where everything is. */
    public Credentials credentials() {
        return credentials;
    }

    /** Where its keys are. */
    public Path keys() {
        return data.resolve("keys");
    }

    /** Processor time of Loa's JVM, in milliseconds. */
    public long processorTime() {
        return ProcessorTime.ofProcess(process.pid());
    }

    /** The same of Kafka. */
    public long processorTimeOfKafka() {
        return ProcessorTime.ofFamily(kafka);
    }

    /** The same of PostgreSQL. */
    public long processorTimeOfPostgres() {
        return ProcessorTime.ofFamily(postgres);
    }

    /** From now on the peak counts anew. */
    public void forgetPeakMemory() {
        Memory.forgetPeak(process.pid());
    }

    /** The most resident memory of Loa's JVM, in MiB. */
    public long peakMebibytes() {
        return Memory.peakMebibytes(process.pid());
    }

    /** What lives on its heap, in KiB; costs it a pause. */
    public long liveHeapKibibytes() {
        return Memory.liveHeapKibibytes(process.pid());
    }

    /** Stops Loa, not Kafka and not PostgreSQL. */
    public void halt() {
        process.halt();
    }

    @Override
    public void close() {
        process.close();
    }

    private static Map<String, String> environment(Path data, int sinkPort) {
        List<Integer> ports = Ports.free(3);
        Map<String, String> environment = new HashMap<>();
        environment.put("LOA_DATA_DIR", data.toString());
        environment.put("LOA_HTTP_PORT", ports.get(0).toString());
        environment.put("LOA_SANDBOX_PORT", ports.get(1).toString());
        environment.put("LOA_KAFKA_PORT", ports.get(2).toString());
        environment.put("LOA_TWILIO_URL", "http://127.0.0.1:" + sinkPort);
        environment.put("LOA_TWILIO_ACCOUNT_SID", Sink.ACCOUNT_SID);
        environment.put("LOA_TWILIO_AUTH_TOKEN", Sink.AUTH_TOKEN);
        environment.put("LOA_TWILIO_SENDER", "TINHMAU");
        environment.put("LOA_FCM_URL", "http://127.0.0.1:" + sinkPort);
        environment.put("LOA_FCM_HTTP2", "true"); // The sink knows it by its first bytes.
        environment.put("LOA_FCM_CREDENTIALS", "none is read where there is an address");
        return environment;
    }

    /** The child that holds Kafka. */
    private static long sandboxOf(long pid) {
        return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).mapToLong(ProcessHandle::pid)
                .filter(child -> commandLine(child).contains("SandboxProcess")).findFirst()
                .orElseThrow(() -> new IllegalStateException("Loa has no child with Kafka"));
    }

    private static String commandLine(long pid) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    /** PostgreSQL makes itself nobody's child; its first process stands in a file. */
    private static long postmaster(Path data) throws IOException {
        try (var files = Files.find(data, 4, (file, _) -> file.endsWith("cluster/postmaster.pid"))) {
            Path file = files.findFirst().orElseThrow(() -> new IllegalStateException("There is no PostgreSQL in " + data));
            return Long.parseLong(Files.readAllLines(file).getFirst().trim());
        }
    }
}
