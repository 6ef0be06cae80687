package loa.delivery.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** With the producers for tests that Kafka itself ships. */
class LastingProducerTest {
    private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
    private final LastingProducer producer = new LastingProducer(() -> {
        var one = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        made.add(one);
        return one;
    });

    private static ProducerRecord<String, byte[]> record(String key) {
        return new ProducerRecord<>("work", key, new byte[]{1});
    }

    @Test
    void whatComesAfterALostSequenceGoesByAnotherProducer() throws Exception {
        List<String> heard = new ArrayList<>();
        Future<RecordMetadata> first = producer.send(record("a"), (_, failure) -> heard.add("a " + (failure == null)));
        Future<RecordMetadata> second = producer.send(record("b"), (_, failure) -> heard.add("b " + (failure == null)));
        assertThat(made.getFirst().errorNext(new OutOfOrderSequenceException("lost"))).isTrue();
        assertThat(made.getFirst().errorNext(new OutOfOrderSequenceException("lost"))).isTrue();

        assertThat(heard).as("whoever handed it over hears so").containsExactly("a false", "b false");
        assertThat(first).isDone();
        assertThat(second).isDone();
        Future<RecordMetadata> again = producer.send(record("a"));
        assertThat(made).as("one for both").hasSize(2);
        assertThat(made.getLast().completeNext()).isTrue();
        assertThat(again.get().topic()).isEqualTo("work");
        await().until(made.getFirst()::closed);
        producer.close();
        assertThat(made.getLast().closed()).isTrue();
    }

    @Test
    void oneThatRefusesFromTheStartIsReplacedToo() {
        made.getFirst().sendException = new KafkaException("in an error state");
        assertThatThrownBy(() -> producer.send(record("a"))).isInstanceOf(KafkaException.class);

        assertThat(producer.send(record("a"))).isNotDone();
        assertThat(made).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOfOneRecordOrOfTheWayToTheBrokersChangesNothing(boolean ofTheRecord) {
        Future<RecordMetadata> unused = producer.send(record("a"));
        RuntimeException failure = ofTheRecord ? new RecordTooLargeException("too large") : new TimeoutException("no answer");
        assertThat(made.getFirst().errorNext(failure)).isTrue();

        Future<RecordMetadata> next = producer.send(record("b"));
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().completeNext()).isTrue();
        assertThat(next).isDone();
        assertThat(unused).isDone();
    }

    @Test
    void noneIsMadeAfterTheEnd() {
        Future<RecordMetadata> unused = producer.send(record("a"));
        producer.close();
        assertThat(made.getFirst().errorNext(new OutOfOrderSequenceException("lost"))).isTrue();

        assertThat(made).hasSize(1);
        assertThat(unused).isDone();
    }
}
