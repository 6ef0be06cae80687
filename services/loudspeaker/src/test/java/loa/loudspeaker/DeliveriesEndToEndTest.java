package loa.loudspeaker;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Role;
import loa.delivery.Deliveries;
import loa.delivery.DeliveriesHttpContract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When the database fails in the midst of placing, nobody knows for a while whether it is in the plan. */
class DeliveriesEndToEndTest extends DeliveriesHttpContract {
    private static final AtomicInteger COMMUNE = new AtomicInteger(99080);

    private final RunningService service = RunningService.get();
    private String administrator = "";

    @BeforeEach
    void open() {
        administrator = service.personsKey(null, Role.ADMINISTRATOR);
    }

    @AfterEach
    @Override
    protected void repair() {
        sql("drop trigger if exists broken on placement");
    }

    @Override
    protected Scene scene() {
        String commune = String.valueOf(COMMUNE.incrementAndGet());
        String two = commune + "-01";
        String one = commune + "-02";
        service.areas("99", commune, two, one);
        sql("""
            create or replace function broken() returns trigger language plpgsql as $$
            begin
                raise exception 'the disk of this station is broken';
            end $$
            """);
        sql("""
            create trigger broken before insert on placement for each row when (new.station in ('%s', '%s', '%s')) execute function broken()
            """.formatted(station(commune + "-A", two), station(commune + "-B", two), station(commune + "-C", one)));
        station(commune + "-D", one);
        IssuedDirective another = issue(commune, one);
        IssuedDirective directive = issue(commune, two, one);
        await().atMost(RunningService.SOON).until(() -> inState(another, "accepted") == 1 && inState(directive, "accepted") == 1
                && inState(directive, "unknown") == 3);
        return new Scene(directive.directive(), another.directive(), two, one, "accepted");
    }

    private int inState(IssuedDirective directive, String state) {
        return service.bean(Deliveries.class).inState(directive.directive(), state, null, 10).size();
    }

    /** Its id in the tables. */
    private String station(String name, String area) {
        HttpResponse<String> made = service.put(administrator, "/api/v1/stations/LOA-" + name,
                "{\"name\": \"Cụm loa\", \"area\": \"%s\"}".formatted(area));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return service.bean(JdbcClient.class).sql("select id::text from station where code = :code").param("code", "LOA-" + name)
                .query(String.class).single();
    }

    private IssuedDirective issue(String area, String... covered) {
        OffsetDateTime now = OffsetDateTime.now(LoaJson.OFFSET);
        List<AreaCode> codes = Arrays.stream(covered).map(AreaCode::new).toList();
        var directive = new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Chỉ huy", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.LOUDSPEAKER), List.of(new AreaCode(area)), codes,
                List.of(new Bulletin(Channel.LOUDSPEAKER, "vi", "Thông báo", "Nước lên.", 1)), now, now.plusHours(2), now);
        service.tell(new LoaEvent.DirectiveIssued(directive));
        return directive;
    }

    private void sql(String statement) {
        service.bean(JdbcClient.class).sql(statement).update();
    }

    @Override
    protected String service() {
        return "loudspeaker";
    }

    @Override
    protected String key(@Nullable String area, Role... roles) {
        return service.personsKey(area, roles);
    }

    @Override
    protected HttpResponse<String> get(String key, String path) {
        return service.get(key.isEmpty() ? null : key, path);
    }

    @Override
    protected HttpResponse<String> post(String key, String path, String body) {
        return key.isEmpty()
                ? service.send(service.request(null, path).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build())
                : service.post(key, path, body);
    }
}
