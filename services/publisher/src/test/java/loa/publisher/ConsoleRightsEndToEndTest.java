package loa.publisher;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what on the pages, and that nobody does it unseen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRightsEndToEndTest {
    private final Desk desk = Desk.open();

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void whoHasNotSignedInIsLedToTheDoor() {
        PagesClient nobody = PagesClient.anonymous(desk);

        assertThat(PagesClient.location(nobody.get("/directives"))).isEqualTo("/sign-in");
        assertThat(PagesClient.location(nobody.get("/directives/new"))).isEqualTo("/sign-in");
        assertThat(nobody.get("/console/console.css").statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordIsRefusedInTheSameWordsAsAWrongName() {
        PagesClient nobody = PagesClient.anonymous(desk);

        HttpResponse<String> name = nobody.post("/sign-in", "/sign-in", Map.of("name", "nobody", "password", "x"));
        HttpResponse<String> password = nobody.post("/sign-in", "/sign-in", Map.of("name", "auditor", "password", "x"));

        assertThat(PagesClient.location(name)).isEqualTo("/sign-in?fault").isEqualTo(PagesClient.location(password));
        assertThat(nobody.get("/sign-in?fault").body()).contains("tên đăng nhập hoặc mật khẩu không đúng", "tạm khóa");
    }

    @Test
    void pagesAreVietnameseUntilSomebodySwitches() {
        PagesClient reader = PagesClient.anonymous(desk);
        assertThat(reader.get("/sign-in", "Accept-Language", "en").body()).contains("<html lang=\"vi\">", "Đăng nhập");

        HttpResponse<String> switched = reader.post("/sign-in", "/language", Map.of("language", "en", "to", "/sign-in?fault"));

        assertThat(PagesClient.location(switched)).isEqualTo("/sign-in?fault");
        assertThat(reader.get("/sign-in").body()).contains("<html lang=\"en\">", "Sign in");
    }

    @Test
    void theSwitchOfLanguageLeadsNowhereElse() {
        PagesClient reader = PagesClient.anonymous(desk);

        for (String elsewhere : new String[]{"//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"}) {
            HttpResponse<String> answer = reader.post("/sign-in", "/language", Map.of("language", "vi", "to", elsewhere));
            assertThat(PagesClient.location(answer)).as(elsewhere).isEqualTo("/directives");
        }
    }

    @Test
    void pagesAllowNoScriptOfTheirOwnAndNoFrame() {
        String policy = PagesClient.anonymous(desk).get("/sign-in").headers().firstValue("Content-Security-Policy").orElse("");

        assertThat(policy).contains("script-src 'self'", "style-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
    }

    @Test
    void onlyADrafterIsOfferedToDraft() {
        PagesClient drafter = PagesClient.signedIn(desk, "drafter");
        PagesClient auditor = PagesClient.signedIn(desk, "auditor");

        assertThat(drafter.get("/directives").body()).contains("/directives/new");
        assertThat(drafter.get("/directives/new").statusCode()).isEqualTo(200);
        assertThat(auditor.get("/directives").body()).doesNotContain("/directives/new");
        HttpResponse<String> refused = auditor.get("/directives/new");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Không có quyền", "Trang này dành cho người soạn.");
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        PagesClient approver = PagesClient.signedIn(desk, "approver");

        HttpResponse<String> refused = approver.postWithoutToken("/halts", Map.of("area", "99001", "reason", "thử"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Không có quyền");
        assertThat(approver.get("/halts").body()).contains("Không có địa bàn nào đang tạm dừng");
    }

    @Test
    void whoDraftedIsToldWhyHeCannotApprove() {
        String id = submitted("chief");
        PagesClient chief = PagesClient.signedIn(desk, "chief");

        String page = chief.get("/directives/" + id).body();

        assertThat(page).contains("nên không được tự duyệt").doesNotContain("/" + id + "/approve");
        HttpResponse<String> refused = chief.post("/directives/" + id, "/directives/" + id + "/approve", Map.of("version", "2"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("không được tự duyệt");
        assertThat(state(id)).isEqualTo("submitted");
    }

    @Test
    void aChangedDirectiveCannotBeApprovedUnseen() {
        String id = submitted("drafter");
        PagesClient approver = PagesClient.signedIn(desk, "approver");

        HttpResponse<String> refused = approver.post("/directives/" + id, "/directives/" + id + "/approve", Map.of("version", "1"));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.body()).contains("Chỉ đạo đã thay đổi sau khi bạn mở trang");
        assertThat(state(id)).isEqualTo("submitted");
    }

    @Test
    void anEmergencyIsIssuedOnlyByWhoTypesTheNameOfTheArea() {
        String id = submitted("drafter");
        PagesClient approver = PagesClient.signedIn(desk, "approver");
        approver.post("/directives/" + id, "/directives/" + id + "/approve", Map.of("version", "2"));

        HttpResponse<String> refused = approver.post("/directives/" + id, "/directives/" + id + "/issue",
                Map.of("version", "3", "confirm", "Xã Tây"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Hãy gõ “Xã Đông Mẫu, 2 địa bàn”", "aria-describedby=\"confirm-fault confirm-help\"");
        assertThat(state(id)).isEqualTo("approved");
        HttpResponse<String> issued = approver.post("/directives/" + id, "/directives/" + id + "/issue",
                Map.of("version", "3", "confirm", " xã  đông mẫu 2 địa bàn "));
        assertThat(PagesClient.location(issued)).isEqualTo("/directives/" + id + "/progress");
        assertThat(state(id)).isEqualTo("issued");
    }

    @Test
    void aReasonIsNeededToReturn() {
        String id = submitted("drafter");
        PagesClient approver = PagesClient.signedIn(desk, "approver");

        HttpResponse<String> refused = approver.post("/directives/" + id, "/directives/" + id + "/return",
                Map.of("version", "2", "reason", "  "));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Cần nêu lý do.");

        approver.post("/directives/" + id, "/directives/" + id + "/return", Map.of("version", "2", "reason", "Thiếu <giờ>"));
        assertThat(state(id)).isEqualTo("returned");
        assertThat(PagesClient.signedIn(desk, "drafter").get("/directives/" + id + "/edit").body()).contains("Thiếu &lt;giờ&gt;");
    }

    @Test
    void anAreaIsHaltedByItsNameAndLetGoOn() {
        PagesClient approver = PagesClient.signedIn(desk, "approver");

        assertThat(PagesClient.signedIn(desk, "auditor").get("/halts").body()).contains("Cần vai trò người duyệt hoặc người vận hành");
        HttpResponse<String> vague = approver.post("/halts", "/halts", Map.of("area", "thon d", "reason", "Sự cố"));
        assertThat(vague.statusCode()).isEqualTo(422);
        assertThat(vague.body()).contains("99001-01: Thôn Đông", "99001-02: Thôn Đoài");

        approver.post("/halts", "/halts", Map.of("area", "thon doai", "channels", "sms", "reason", "Sự cố"));
        assertThat(approver.get("/halts").body()).contains("Thôn Đoài (Xã Đông Mẫu, Tỉnh Mẫu)", "Sự cố");
        approver.post("/halts", "/halts/99001-02/resume", Map.of());
        assertThat(approver.get("/halts").body()).contains("Đã cho phát lại", "Không có địa bàn nào đang tạm dừng");
    }

    @Test
    void areasOpenBelowTheirParentAndAreFoundWithoutDiacritics() {
        PagesClient drafter = PagesClient.signedIn(desk, "drafter");

        assertThat(drafter.get("/directives/new").body()).contains("value=\"99\"").doesNotContain("value=\"99001\"");
        assertThat(drafter.get("/directives/areas?parent=99").body()).contains("value=\"99001\"", "value=\"99002\"");
        assertThat(drafter.get("/directives/areas?q=dong+mau").body()).contains("value=\"99001\"").doesNotContain("value=\"99002\"");
    }

    @Test
    void whatIsNotThereIsSaidInTheLookOfThePages() {
        HttpResponse<String> missing = PagesClient.signedIn(desk, "auditor").get("/directives/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("<html lang=\"vi\">", "console.css", "Không tìm thấy");
    }

    @Test
    void aReasonThatIsTooLongIsAFaultAtItsField() {
        HttpResponse<String> refused = PagesClient.signedIn(desk, "approver").post("/halts", "/halts",
                Map.of("area", "99001", "reason", "x".repeat(1_001)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"reason-fault\"", "nhưng có 1001");
    }

    @Test
    void aPageThatCannotBeSaysWhy() {
        HttpResponse<String> refused = PagesClient.signedIn(desk, "auditor").get("/language");

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.body()).contains("Không làm được việc này ở đây").doesNotContain("Không tìm thấy");
        HttpResponse<String> unread = PagesClient.signedIn(desk, "auditor")
                .get("/directives/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11/progress/figures?areas=x");
        assertThat(unread.statusCode()).isEqualTo(400);
        assertThat(unread.body()).contains("Không hiểu yêu cầu");
    }

    @Test
    void whatTheLaterVersionsServeIsNotFoundAndAsksNobodyToSignIn() {
        for (String path : new String[]{"/alerts/019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11", "/alerts.atom", "/check/K7M4Q2XD"}) {
            assertThat(PagesClient.anonymous(desk).get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(desk.get("", path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void whoDoesNotGetHisTurnToSignInIsToldToTryAgain() {
        HttpResponse<String> busy = PagesClient.anonymous(desk).get("/sign-in?busy");

        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("10");
        assertThat(busy.body()).contains("Hãy thử lại sau ít giây");
    }

    @Test
    void theLinesOfAreasComeOnlyWhenTheyAreAskedFor() {
        String id = Samples.idIn(Samples.issued(desk, Samples.draft()));
        PagesClient auditor = PagesClient.signedIn(desk, "auditor");

        assertThat(auditor.get("/directives/" + id + "/progress/figures?areas=false").body()).contains("channel-sms")
                .doesNotContain("by-area");
        assertThat(auditor.get("/directives/" + id + "/progress/figures").body()).contains("by-area-section");
    }

    /** A submitted emergency, in version 2. */
    private String submitted(String drafter) {
        String id = desk.post(drafter, "/api/v1/directives", Samples.draft()).json()
                .path("id").asString();
        assertThat(desk.post(drafter, "/api/v1/directives/" + id + ":submit", "").status()).isEqualTo(200);
        return id;
    }

    private String state(String id) {
        return desk.get("auditor", "/api/v1/directives/" + id).json().path("state").asString();
    }
}
