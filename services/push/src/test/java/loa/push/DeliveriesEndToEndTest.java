package loa.push;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.contract.Role;
import loa.delivery.Deliveries;
import loa.delivery.DeliveriesHttpContract;

import static org.awaitility.Awaitility.await;

/** What FCM has not answered is sent again until the directive ends: then it is unknown, and a person may settle it. */
class DeliveriesEndToEndTest extends DeliveriesHttpContract {
    private static final AtomicInteger COMMUNE = new AtomicInteger(99010);

    private final RunningService service = RunningService.get();

    @AfterEach
    @Override
    protected void repair() {
        service.behave("{}");
    }

    @Override
    protected Scene scene() {
        String commune = String.valueOf(COMMUNE.incrementAndGet());
        String two = commune + "-01";
        String one = commune + "-02";
        service.areas("99", commune, two, one);
        service.behave("""
            {"faults": [{"kind": "drop-before-accept", "to": "lost-%1$s-1"}, {"kind": "drop-before-accept", "to": "lost-%1$s-2"},
                        {"kind": "drop-before-accept", "to": "lost-%1$s-3"}]}
            """.formatted(commune));
        service.device("deliveries-lost-%s-1".formatted(commune), "lost-%s-1".formatted(commune), two);
        service.device("deliveries-lost-%s-2".formatted(commune), "lost-%s-2".formatted(commune), two);
        service.device("deliveries-lost-%s-3".formatted(commune), "lost-%s-3".formatted(commune), one);
        service.device("deliveries-reached-%s".formatted(commune), "reached-" + commune, one);
        IssuedDirective another = service.issue(BulletinClass.EMERGENCY, commune, one);
        IssuedDirective directive = service.issue(BulletinClass.EMERGENCY, commune, two, one);
        await().atMost(RunningService.SOON).until(() -> accepted(another) == 1 && accepted(directive) == 1 && lost(directive) == 3);
        service.cancel(directive);
        service.cancel(another);
        return new Scene(directive.directive(), another.directive(), two, one, "withdrawn");
    }

    private int accepted(IssuedDirective directive) {
        return service.bean(Deliveries.class).inState(directive.directive(), "accepted", null, 10).size();
    }

    /** Whom an attempt has not reached, as far as anybody knows. */
    private long lost(IssuedDirective directive) {
        return Stream.of("unknown", "deferred", "sending")
                .flatMap(state -> service.bean(Deliveries.class).inState(directive.directive(), state, null, 10).stream())
                .filter(trace -> !trace.attempts().isEmpty()).count();
    }

    @Override
    protected String service() {
        return "push";
    }

    @Override
    protected String key(@Nullable String area, Role... roles) {
        return service.personsKey(area, roles);
    }

    @Override
    protected HttpResponse<String> get(String key, String path) {
        return service.get(key, path);
    }

    @Override
    protected HttpResponse<String> post(String key, String path, String body) {
        return service.post(key, path, body);
    }
}
