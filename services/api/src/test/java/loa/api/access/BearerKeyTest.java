package loa.api.access;

import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import loa.api.SampleApplication;
import loa.api.SampleService;
import loa.api.problem.ProblemException;
import loa.contract.AreaCode;
import loa.contract.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BearerKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static SampleService service;

    @BeforeAll
    static void start() {
        service = SampleService.withoutDatabase();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aKeyHasAPrefixAnd256RandomBits() {
        KeyText key = KeyText.next(KeyText.Kind.STA, RANDOM);
        assertThat(key.value()).matches("sta_[A-Za-z0-9_-]{43}");
        assertThat(key.hash()).matches("[0-9a-f]{64}");
        assertThat(key.toString()).isEqualTo("sta_…");
        assertThat(KeyText.parse("loa_short")).isEmpty();
    }

    @Test
    void withoutAKeyNothingOpens() {
        HttpResponse<String> response = service.send(service.anonymous("/api/v1/me"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("urn:loa:problem:unauthenticated");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(service.send(service.anonymous("/api/v1/nowhere")).statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyThatNobodyHasIsRefusedEvenAtAnOpenDoor() {
        String unknown = "Bearer " + KeyText.next(KeyText.Kind.LOA, RANDOM).value();
        assertThat(service.send(service.anonymous("/api/v1/me").header("Authorization", unknown)).statusCode()).isEqualTo(401);
        assertThat(service.send(service.anonymous("/open/greeting").header("Authorization", unknown)).statusCode()).isEqualTo(401);
        assertThat(service.send(service.anonymous("/open/greeting").header("Authorization", "Bearer junk")).statusCode()).isEqualTo(401);
    }

    @Test
    void aStationsKeyIsLeftToWhoKnowsIt() {
        String station = "Bearer " + KeyText.next(KeyText.Kind.STA, RANDOM).value();
        assertThat(service.send(service.anonymous("/open/greeting").header("Authorization", station)).body()).isEqualTo("nobody");
        assertThat(service.send(service.anonymous("/api/v1/me").header("Authorization", station)).statusCode()).isEqualTo(401);
    }

    @Test
    void theCallerReachesTheController() {
        assertThat(service.send(service.request("/api/v1/me")).body()).contains("\"holder\":\"everyone\"");
        assertThat(service.send(service.request("/open/greeting")).body()).isEqualTo("Everyone");
        assertThat(service.send(service.anonymous("/open/greeting")).body()).isEqualTo("nobody");
        assertThat(service.send(service.anonymous("/open/mine")).statusCode()).isEqualTo(401);
    }

    @Test
    void aMissingRoleIsForbidden() {
        HttpResponse<String> response = service.send(service.anonymous("/api/v1/approvers").header("Authorization",
                "bearer " + SampleApplication.OPERATOR_KEY.value()));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("urn:loa:problem:forbidden").contains("approver");
        assertThat(service.send(service.request("/api/v1/approvers")).statusCode()).isEqualTo(200);
    }

    @Test
    void theOpenApiDocumentIsOpenAndShowsWhatIsOnTheWire() {
        HttpResponse<String> response = service.send(service.anonymous("/v3/api-docs"));
        assertThat(response.statusCode()).isEqualTo(200);
        var operation = SampleService.json(response).at("/paths/~1api~1v1~1things/get");
        assertThat(operation.get("parameters")).extracting(p -> p.get("name").asString()).containsExactlyInAnyOrder("lane", "limit",
                "cursor");
        assertThat(SampleService.json(response).at("/paths/~1api~1v1~1me/get").has("parameters")).isFalse();
        assertThat(SampleService.json(response).at("/components/schemas/Thing/properties/areas/items/type").asString())
                .isEqualTo("string");
    }

    @Test
    void rolesHoldInTheAreaAndBelowIt() {
        var operator = new Caller("o", "o", Set.of(Role.OPERATOR), new AreaCode("99001"));
        List<AreaCode> below = List.of(new AreaCode("99"), new AreaCode("99001"), new AreaCode("99001-03"));
        Rights.requireArea(operator, below);
        assertThatThrownBy(() -> Rights.requireArea(operator, below.subList(0, 1))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Rights.requireArea(operator, List.of())).isInstanceOf(ProblemException.class);
        Rights.requireArea(new Caller("a", "a", Set.of(), null), List.of());
    }
}
