package loa.benchmarks.peer;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * A Spring Kafka listener as tutorials write it, with the one thing that makes it fast: the Twilio SDK is called on virtual threads, 500 at
 * once, with a connection for each. Offsets are committed whatever becomes of the texts.
 */
public final class ListenerPeer {
    private static final int AT_ONCE = 500;

    private final String bootstrap;
    private final TwilioRestClient twilio;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);

    private ListenerPeer(String bootstrap, int port) {
        this.bootstrap = bootstrap;
        var pool = PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(AT_ONCE).setMaxConnTotal(AT_ONCE).build();
        var route = new HttpRoute(new HttpHost("http", "127.0.0.1", port));
        var http = new NetworkHttpClient(HttpClientBuilder.create().setConnectionManager(pool).setRoutePlanner((_, _) -> route));
        this.twilio = new TwilioRestClient.Builder("AC00000000000000000000000000000000", "token").httpClient(http).build();
    }

    /** Arguments: the broker's address, the sink's port. */
    public static void main(String[] arguments) throws Exception {
        Orders.follow(new ListenerPeer(arguments[0], Integer.parseInt(arguments[1]))::consume);
        System.exit(0);
    }

    private long consume(String topic, int records) throws InterruptedException {
        var stopwatch = new Stopwatch(records);
        var consumers = new DefaultKafkaConsumerFactory<String, String>(Map.of("bootstrap.servers", bootstrap, "group.id", topic,
                "auto.offset.reset", "earliest", "key.deserializer", StringDeserializer.class, "value.deserializer",
                StringDeserializer.class));
        var properties = new ContainerProperties(topic);
        properties.setMessageListener((MessageListener<String, String>) delivery -> {
            stopwatch.begun();
            free.acquireUninterruptibly();
            threads.execute(() -> send(delivery, stopwatch));
        });
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setConcurrency(2);
        container.start();
        long millis = stopwatch.awaitMillis();
        container.stop();
        return millis;
    }

    private void send(ConsumerRecord<String, String> delivery, Stopwatch stopwatch) {
        try {
            Message.creator(new PhoneNumber(delivery.key()), new PhoneNumber("TINHMAU"), delivery.value()).create(twilio);
        } finally {
            free.release();
            stopwatch.answered();
        }
    }
}
