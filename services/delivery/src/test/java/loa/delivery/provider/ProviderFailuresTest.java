package loa.delivery.provider;

import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderFailuresTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ProviderFailures.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant time = Instant.parse("2026-11-22T07:00:00Z");
    private final ProviderFailures failures = new ProviderFailures(meters, "twilio", "inquiry", () -> time);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void eachIsCountedByItsCode() {
        failures.add("503");
        failures.add("503");
        failures.add("timeout");

        assertThat(List.of(count("503"), count("timeout"))).containsExactly(2.0, 1.0);
    }

    @Test
    void aMinuteHasOneLineWithTheCountsSinceTheLast() {
        failures.add("503");
        failures.add("503");
        failures.add("timeout");
        assertThat(codes()).containsExactly("{503=1}");

        time = time.plusSeconds(60);
        failures.add("503");
        assertThat(codes()).containsExactly("{503=1}", "{503=2, timeout=1}");
    }

    private double count(String code) {
        return meters.counter("loa.provider.failures", "provider", "twilio", "call", "inquiry", "code", code).count();
    }

    private List<String> codes() {
        return lines.list.stream().flatMap(line -> line.getKeyValuePairs().stream()).filter(pair -> pair.key.equals("codes"))
                .map(pair -> String.valueOf(pair.value)).toList();
    }
}
