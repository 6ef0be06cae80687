package loa.publisher;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.Counts;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.contract.Planning;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The pages in a real browser, as two people use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserEndToEndTest {
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private final Desk desk = Desk.open();
    private final ConsoleBrowser browser = ConsoleBrowser.before(desk);

    @AfterAll
    void close() {
        browser.close();
        desk.close();
    }

    @Test
    void aDirectiveGoesFromTheDraftersWindowToLiveProgressInTheApprovers() {
        Page drafter = browser.signedIn("drafter", WIDE);
        String id = composeWithAFaultAndMendIt(drafter);

        Page approver = browser.signedIn("approver", NARROW);
        approver.navigate("/directives?state=submitted");
        browser.checkBasics(approver);
        approver.click("text=Về việc phòng, chống bão số 9");
        browser.checkBasics(approver);
        assertThat(approver.locator(".said.phone")).containsText("Theo CV 293: bão số 9");
        approver.click("form[action$='/approve'] button");
        assertThat(approver.locator("[role=status]").first()).containsText("Đã duyệt");
        approver.fill("#confirm", "Xã Đông Mẫu");
        approver.click("form[action$='/issue'] button");
        approver.waitForURL("**/progress");
        watch(approver, id);
        browser.checkQuiet();
    }

    @Test
    void whoIsSlowerLearnsThatSomebodyElseWasFaster() {
        Page first = browser.signedIn("drafter", WIDE);
        first.navigate("/directives/new");
        first.fill("#subject", "Lịch cắt nước");
        first.click("button[value=save]");
        first.waitForURL("**/edit");
        Page second = browser.signedIn("chief", WIDE);
        second.navigate(first.url());
        second.fill("#subject", "Lịch cắt điện");
        second.click("button[value=save]");
        assertThat(second.locator("[role=status]").first()).containsText("Đã lưu bản nháp");

        first.fill("#subject", "Lịch cắt nước tháng 12");
        first.click("button[value=save]");

        assertThat(first.locator("#stale")).containsText("chief đã lưu một phiên bản khác");
        assertThat(first.locator("#subject")).hasValue("Lịch cắt nước tháng 12");
        browser.checkBasics(first);
        first.click("button[value=save]");
        assertThat(first.locator("[role=status]").first()).containsText("Đã lưu bản nháp");
        assertThat(first.locator("#subject")).hasValue("Lịch cắt nước tháng 12");
    }

    @Test
    void everyPageCanBeReadOnATelephoneInBothLanguages() {
        Page page = browser.signedIn("chief", NARROW);
        for (String path : List.of("/directives", "/directives/new", "/halts", "/directives?area=thon", "/nowhere")) {
            page.navigate(path);
            browser.checkBasics(page);
        }
        page.navigate("/directives");
        page.click("text=English");
        assertThat(page.locator("h1")).hasText("Directives");
        browser.checkBasics(page);
        browser.checkQuiet();
    }

    /** Answers the id of the directive, which is submitted. */
    private String composeWithAFaultAndMendIt(Page page) {
        page.click("text=Soạn chỉ đạo mới");
        page.fill("#number", "293");
        page.fill("#symbol", "CV/TU");
        page.fill("#subject", "Về việc phòng, chống bão số 9");
        page.check("input[name=bulletinClass][value=emergency]");
        page.fill("#issuingBody", "Ban Tuyên giáo Tỉnh ủy");
        page.fill("#area-search", "dong mau");
        page.check("#area-tree input[value='99001']");
        assertThat(page.locator(".chip")).containsText("Xã Đông Mẫu");
        page.check("input[name=channels][value=sms]");
        page.fill("#smsText", "Theo CV {number}: bão số 9 vào đất liền đêm nay. Mã {code}");
        assertThat(page.locator("#sms-segments")).hasText("1 trên tối đa 6");
        page.fill("#expires", "2020-01-01T00:00");
        page.click("button[value=submit]");

        assertThat(page.locator("#faults")).isFocused();
        assertThat(page.locator("#expires-fault")).containsText("Thời điểm hết hiệu lực đã qua");
        assertThat(page.locator("#smsText")).hasValue("Theo CV {number}: bão số 9 vào đất liền đêm nay. Mã {code}");
        assertThat(page.locator(".chip")).containsText("Xã Đông Mẫu");
        browser.checkBasics(page);

        page.click("#faults a");
        assertThat(page.locator("#expires")).isFocused();
        page.click("[data-hours='24']");
        page.click("button[value=submit]");
        assertThat(page.locator("[role=status]").first()).containsText("Đã trình duyệt");
        browser.checkBasics(page);
        return page.url().replaceFirst(".*/directives/", "");
    }

    private void watch(Page page, String id) {
        assertThat(page.locator("#live-state")).hasText("Cập nhật trực tiếp");
        browser.checkBasics(page);
        report(id, 1, new Counts(1000, 600, 0, 0, 0, 398, 2, 0, 0, 0, 300, 0));
        assertThat(page.locator("#channel-sms [data-kind=accepted]")).hasText("398");
        assertThat(page.locator("#settled")).hasText("Đang gửi");

        report(id, 2, new Counts(1000, 0, 0, 0, 0, 995, 5, 0, 0, 0, 990, 0));
        assertThat(page.locator("#channel-sms [data-kind=accepted]")).hasText("995");
        assertThat(page.locator("#settled")).hasText("Đã xong");
        assertThat(page.locator("#live-said")).hasText("Đã xong. Mọi lượt gửi đã có kết quả.");
        assertThat(page.locator("#by-area")).containsText("Thôn Đông");
        browser.checkBasics(page);
    }

    /** What the SMS channel would say. */
    private void report(String id, long sequence, Counts counts) {
        OffsetDateTime now = OffsetDateTime.now();
        var report = new LoaEvent.DeliveryReport(DirectiveId.parse(id), 1, Channel.SMS, 0, sequence, Planning.COMPLETE, null,
                List.of(new LoaEvent.AreaCounts(new AreaCode("99001-01"), counts)),
                List.of(new LoaEvent.Failure("twilio:21211", "refused", counts.refused(), "Số không hợp lệ")), now, now, null, now);
        Samples.send(IntStream.range(0, 8).mapToObj(shard -> Samples.signed(desk, shard == 0 ? report : Samples.empty(report, shard)))
                .toList());
    }
}
