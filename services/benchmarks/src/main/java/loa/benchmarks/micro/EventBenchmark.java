package loa.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.IssuedDirective;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.contract.Verification;

/** What it costs to sign and to verify a directive for a whole province: 100 communes, 2,700 units. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {
    private final LoaEvent event = new LoaEvent.DirectiveIssued(provinceWide());
    private Optional<Path> directory = Optional.empty();
    private Optional<Fixture> fixture = Optional.empty();

    /** Makes a key of its own and one signed record. */
    @Setup
    public void prepare() throws IOException, GeneralSecurityException {
        Path made = Files.createTempDirectory("loa-benchmark-keys");
        directory = Optional.of(made);
        KeyDirectory keys = new KeyDirectory(made);
        keys.createIfMissing("k1");
        var signer = new EventSigner(keys.signingKey("k1"), "/loa/publisher", Clock.systemUTC());
        ConsumerRecord<String, byte[]> record = received(signer.sign(Topics.DIRECTIVES, event));
        KeyPair bare = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(bare.getPrivate());
        ed25519.update(record.value());
        fixture = Optional.of(new Fixture(signer, new EventVerifier(keys.ring()), record, bare, ed25519.sign()));
    }

    /** The key goes again. */
    @TearDown
    public void cleanUp() throws IOException {
        try (var files = Files.walk(directory.orElseThrow())) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** JSON, attributes and signature. */
    @Benchmark
    public ProducerRecord<String, byte[]> sign() {
        return fixture.orElseThrow().signer().sign(Topics.DIRECTIVES, event);
    }

    /** Signature, JSON and checks. */
    @Benchmark
    public Verification verify() {
        return fixture.orElseThrow().verifier().verify(fixture.orElseThrow().record());
    }

    /** The limit of the former two: Ed25519 alone over as many bytes. */
    @Benchmark
    public byte[] signOnly() throws GeneralSecurityException {
        Fixture prepared = fixture.orElseThrow();
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(prepared.bare().getPrivate());
        ed25519.update(prepared.record().value());
        return ed25519.sign();
    }

    /** The same for {@link #verify}. */
    @Benchmark
    public boolean verifyOnly() throws GeneralSecurityException {
        Fixture prepared = fixture.orElseThrow();
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(prepared.bare().getPublic());
        ed25519.update(prepared.record().value());
        return ed25519.verify(prepared.bareSignature());
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(sent.topic(), 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, sent.key(), sent.value(), sent.headers(),
                Optional.empty());
    }

    private static IssuedDirective provinceWide() {
        List<AreaCode> covered = IntStream.range(0, 2800).mapToObj(i -> new AreaCode("%05d-%02d".formatted(10_000 + i / 28, i % 28 + 1)))
                .toList();
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Chỉ huy", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.SMS),
                List.of(new AreaCode("99")), covered, List.of(new Bulletin(Channel.SMS, "vi", null, "Bão vào tối nay. Mã K7M4Q2XD", null)),
                now,
                now.plusHours(6), now);
    }

    private record Fixture(EventSigner signer, EventVerifier verifier, ConsumerRecord<String, byte[]> record, KeyPair bare,
            byte[] bareSignature) {}
}
