package loa.sandbox.behaviour;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderTest {

    private static final String WHOLE = """
        {"seed": 1, "latencyMs": 50, "jitterMs": 10, "acceptedPerSecond": 500, "listDelayMs": 0,
         "faults": [{"kind": "drop-after-accept", "share": 0.01}, {"kind": "drop-before-accept", "share": 0.01},
                    {"kind": "hang", "share": 0.001, "ms": 60000},
                    {"kind": "status", "status": 503, "share": 0.02, "accept": false},
                    {"kind": "error", "code": "21211", "share": 0.004},
                    {"kind": "error", "code": "21211", "to": "+84900000001"}],
         "receipts": {"delayMs": 200, "delivered": 0.97, "twice": 0.05, "early": 0.01, "shuffled": true}}""";

    @TempDir
    Path directory;

    @Test
    void theWholeFormIsReadAndWrittenBack() {
        Behaviour behaviour = read(WHOLE);
        assertThat(behaviour.faults()).hasSize(6);
        assertThat(behaviour.faults().getFirst()).isEqualTo(new Fault.DropAfterAccept(0.01, null));
        assertThat(behaviour.receipts()).isEqualTo(new ReceiptPlan(200, 0.97, 0.05, 0.01, true));
        assertThat(read(BehaviourJson.write(behaviour))).isEqualTo(behaviour);
    }

    @Test
    void theSameSeedGivesTheSameFatesAndSharesHold() throws Exception {
        List<String> first = fates(read(WHOLE));
        assertThat(fates(read(WHOLE))).isEqualTo(first);
        assertThat(fates(read(WHOLE.replace("\"seed\": 1", "\"seed\": 2")))).isNotEqualTo(first);
        assertThat(first.stream().filter(fate -> fate.contains("Status")).count()).isBetween(150L, 250L);
        assertThat(first.stream().filter(fate -> fate.contains("DropAfterAccept")).count()).isBetween(60L, 140L);
    }

    @Test
    void aNamedRecipientIsHitEveryTime() throws Exception {
        Provider provider = provider(read(WHOLE));
        assertThat(IntStream.range(0, 100).mapToObj(i -> provider.next("+84900000001").fault()))
                .allMatch(fault -> fault instanceof Fault.Error error && error.to() != null);
    }

    @Test
    void whoKeepsToTheRateIsNeverTurnedAway() {
        RateLimit limit = new RateLimit(500);
        long now = 5;
        for (int i = 0; i < 2000; i++) {
            assertThat(limit.permit(now)).isTrue();
            now += 2_000_000;
        }
        int accepted = 0;
        for (int i = 0; i < 10_000; i++) {
            accepted += limit.permit(now) ? 1 : 0;
            now += 100_000;
        }
        assertThat(accepted).isBetween(500, 551);
    }

    private List<String> fates(Behaviour behaviour) throws Exception {
        Provider provider = provider(behaviour);
        return IntStream.range(0, 10_000).mapToObj(i -> provider.next("+84912345678"))
                .map(fate -> fate.fault() + " " + fate.waitMs()).toList();
    }

    private Provider provider(Behaviour behaviour) throws Exception {
        Provider provider = new Provider(directory.resolve("behaviour.json"), InstantSource.system());
        provider.behave(behaviour);
        return provider;
    }

    private static Behaviour read(String json) {
        return BehaviourJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
