package loa.benchmarks.peer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * An Apache Camel route, tuned: batches of 500 records from Kafka, split and sent in parallel on virtual threads over as many connections;
 * each batch ends before the next begins, as in the component's batching mode. The answers are not read.
 */
public final class CamelPeer {
    private static final int AT_ONCE = 500;
    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder().encodeToString("AC00000000000000000000000000000000:token".getBytes(StandardCharsets.US_ASCII));

    private final String bootstrap;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private CamelPeer(String bootstrap, int port) {
        this.bootstrap = bootstrap;
        this.port = port;
    }

    /** Arguments: the broker's address, the sink's port. */
    public static void main(String[] arguments) throws Exception {
        Orders.follow(new CamelPeer(arguments[0], Integer.parseInt(arguments[1]))::consume);
        System.exit(0);
    }

    private long consume(String topic, int records) throws Exception {
        var stopwatch = new Stopwatch(records);
        try (var camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kafka:%s?brokers=%s&groupId=%1$s&autoOffsetReset=earliest&batching=true&maxPollRecords=500&consumersCount=2"
                            .formatted(topic, bootstrap)).process(_ -> stopwatch.begun())
                            .split(body()).parallelProcessing().executorService(threads).process(CamelPeer::prepare)
                            .to("http://127.0.0.1:%d/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json".formatted(port)
                                    + "?maxTotalConnections=%d&connectionsPerRoute=%1$d&throwExceptionOnFailure=false".formatted(AT_ONCE))
                            .process(_ -> stopwatch.answered()).end();
                }
            });
            camel.start();
            return stopwatch.awaitMillis();
        }
    }

    /** A batch is a list of exchanges; each becomes a form. */
    private static void prepare(Exchange exchange) {
        Exchange one = exchange.getMessage().getBody(Exchange.class);
        String to = one.getMessage().getHeader(KafkaConstants.KEY, String.class);
        String text = one.getMessage().getBody(String.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        exchange.getMessage().setHeader("Authorization", AUTHORIZATION);
        exchange.getMessage().setBody("To=%s&From=TINHMAU&Body=%s".formatted(encode(to), encode(text)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
