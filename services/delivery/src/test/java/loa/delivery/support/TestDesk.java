package loa.delivery.support;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.EventSigner;
import loa.contract.EventVerifier;
import loa.contract.IssuedDirective;
import loa.contract.KeyDirectory;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.contract.Verification;

/** Signs events as the desk does, and folds reports as the desk does. Used by one thread. */
public final class TestDesk implements AutoCloseable {
    private final KeyDirectory keys;
    private final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final EventSigner signer;
    private final Map<String, LoaEvent.DeliveryReport> newest = new HashMap<>();
    private final ArrayList<LoaEvent.HaltAcknowledged> acknowledged = new ArrayList<>();
    private final ArrayList<ConsumerRecord<String, byte[]>> deadLetters = new ArrayList<>();

    public TestDesk(Path directory, String bootstrap) {
        this.keys = new KeyDirectory(directory.resolve("keys"));
        this.bootstrap = bootstrap;
        keys.createIfMissing("k1");
        signer = new EventSigner(keys.signingKey("k1"), "/loa/publisher", Clock.systemUTC());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "acks", "all"), new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "latest"), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** To be called when the topics exist. */
    public void listen() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.DELIVERY_REPORTS, Topics.DEAD_LETTERS)) {
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    public KeyDirectory keys() {
        return keys;
    }

    public IssuedDirective directive(BulletinClass lane, Channel channel, Duration life, AreaCode... areas) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban", null, lane, false, Set.of(channel), List.of(areas),
                List.of(areas), List.of(new Bulletin(channel, "vi", null, "Mã K7M4Q2XD", null)), now, now.plus(life), now);
    }

    public ProducerRecord<String, byte[]> record(LoaEvent event) {
        return signer.sign(Topics.DIRECTIVES, event);
    }

    public ProducerRecord<String, byte[]> record(LoaEvent event, UUID id) {
        return signer.sign(Topics.DIRECTIVES, event, id);
    }

    public void issue(IssuedDirective directive) {
        send(record(new LoaEvent.DirectiveIssued(directive)));
    }

    public void cancel(IssuedDirective directive) {
        send(record(new LoaEvent.DirectiveCancelled(directive.directive(), directive.revision(), "test",
                OffsetDateTime.now(Clock.systemUTC()))));
    }

    public void halt(Channel channel, AreaCode area) {
        send(record(new LoaEvent.BroadcastHalted(area, List.of(area), Set.of(channel), "test", OffsetDateTime.now(Clock.systemUTC()))));
    }

    public void resume(Channel channel, AreaCode area) {
        send(record(new LoaEvent.BroadcastResumed(area, List.of(area), Set.of(channel), "test", OffsetDateTime.now(Clock.systemUTC()))));
    }

    public void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the reports so far say. */
    public Counts counts(IssuedDirective directive) {
        listenOnce();
        return reports(directive).stream().flatMap(r -> r.areas().stream()).map(LoaEvent.AreaCounts::counts).reduce(Counts.NONE,
                Counts::plus);
    }

    public List<LoaEvent.DeliveryReport> reports(IssuedDirective directive) {
        listenOnce();
        return newest.values().stream().filter(r -> r.directive().equals(directive.directive()) && r.revision() == directive.revision())
                .toList();
    }

    public List<LoaEvent.HaltAcknowledged> acknowledgedHalts() {
        listenOnce();
        return acknowledged;
    }

    public List<ConsumerRecord<String, byte[]>> deadLetters() {
        listenOnce();
        return deadLetters;
    }

    public String bootstrap() {
        return bootstrap;
    }

    private void listenOnce() {
        EventVerifier verifier = new EventVerifier(keys.ring());
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                deadLetters.add(record);
            } else if (verifier.verify(record) instanceof Verification.Genuine genuine) {
                keep(genuine.event());
            }
        }
    }

    private void keep(LoaEvent event) {
        if (event instanceof LoaEvent.DeliveryReport report) {
            newest.merge(report.directive() + "/" + report.revision() + "/" + report.shard(), report,
                    (a, b) -> b.sequence() > a.sequence() ? b : a);
        }
        if (event instanceof LoaEvent.HaltAcknowledged halt) {
            acknowledged.add(halt);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
