package loa.sms;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The engine, the SDK and a Twilio that takes nothing from anybody for a while. */
class BrakeEndToEndTest {
    private static final int RECIPIENTS = 400;
    private static final int SLOTS = 20;
    private static final Duration LONG = Duration.ofMinutes(2);

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = new RunningService(Map.of("loa.delivery.slots", SLOTS, "loa.delivery.reserved-for-emergencies", 5));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void whileTwilioTakesNothingOneSendTriesAtATimeAndAfterwardsAllGo() {
        subscribe();
        service.behave("{\"faults\": [{\"kind\": \"status\", \"status\": 429, \"share\": 1.0, \"accept\": false}]}");

        IssuedDirective directive = service.issue("Thông báo mưa lớn. Mã K7M4Q2XD", BulletinClass.EMERGENCY);

        await().atMost(LONG).until(() -> longestPauseMs() > 1_500);
        assertThat(requests()).as("what was on its way, then one after a second, one after two, one after four")
                .isBetween(3, SLOTS + 3);
        assertThat(accepted(directive)).isZero();

        service.behave("{\"faults\": []}");

        await().atMost(LONG).until(() -> accepted(directive) == RECIPIENTS);
        assertThat(service.sandbox("/sandbox/summary").at("/twilio/duplicates").asInt()).isZero();
    }

    private static void subscribe() {
        String csv = IntStream.range(0, RECIPIENTS).mapToObj("090%07d,99001-01"::formatted)
                .collect(Collectors.joining("\n", "phone,areas\n", "\n"));
        HttpResponse<String> started = service.call("drafter", "POST", "/api/v1/sms/subscriptions:import", csv);
        String report = started.headers().firstValue("Location").orElseThrow();
        await().atMost(LONG).until(() -> RunningService.json(service.call("drafter", "GET", report, null)).path("added").asInt(),
                added -> added == RECIPIENTS);
    }

    private static int requests() {
        return arrivals().path("requests").asInt();
    }

    private static int longestPauseMs() {
        return arrivals().path("longestPauseMs").asInt();
    }

    private static JsonNode arrivals() {
        return service.sandbox("/sandbox/arrivals/twilio");
    }

    private static int accepted(IssuedDirective directive) {
        return service.bean(Deliveries.class).inState(directive.directive(), "accepted", null, 1_000).size();
    }
}
