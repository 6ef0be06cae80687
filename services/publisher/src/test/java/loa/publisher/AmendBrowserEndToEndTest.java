package loa.publisher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import org.jspecify.annotations.Nullable;
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
import static loa.publisher.Samples.idIn;
import static loa.publisher.Samples.in;

/** An amendment in a real browser, as two people make it. {@code -Dloa.shots=<folder>} keeps pictures of the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmendBrowserEndToEndTest {
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final @Nullable String SHOTS = System.getProperty("loa.shots");

    private final Desk desk = Desk.open();
    private final ConsoleBrowser browser = ConsoleBrowser.before(desk);

    @AfterAll
    void close() {
        browser.close();
        desk.close();
    }

    @Test
    void anAmendmentIsWrittenSeenBesideWhatItReplacesAndFollowed() {
        String path = Samples.issued(desk, Samples.draft());
        String page = "/directives/" + idIn(path);
        report(path, 1, "99001-01", 6);
        report(path, 1, "99002-01", 3);

        Page drafter = browser.signedIn("drafter", WIDE);
        drafter.navigate(page);
        drafter.getByText("Sửa đổi chỉ đạo").click();
        look(drafter, "amend");
        assertThat(drafter.locator("#smsText")).hasValue("ĐÍNH CHÍNH: Thông báo theo CV {number}. Mã {code}");
        assertThat(drafter.locator("#exercise")).isDisabled();
        drafter.click("button[value=submit]");
        assertThat(drafter.locator("#amendReason-fault")).containsText("Cần nêu lý do");
        look(drafter, "amend-fault");
        drafter.fill("#amendReason", "Bão vào sớm hơn, 15 giờ chứ không phải 18 giờ.");
        drafter.fill("#smsText", "ĐÍNH CHÍNH: bão vào lúc 15 giờ, theo CV {number}. Mã {code}");
        drafter.locator(".chip", new Page.LocatorOptions().setHasText("Tổ dân phố 1")).locator("button").click();
        drafter.click("button[value=submit]");
        assertThat(drafter.locator("[role=status]").first()).containsText("Đã trình duyệt");
        look(drafter, "amendment-drafter");
        drafter.navigate("/directives");
        assertThat(drafter.locator(".amends").first()).containsText("Bản 1 đang có hiệu lực");
        look(drafter, "amend-list");

        approve(page);
        report(path, 2, "99001-01", 6);
        for (int width : new int[]{WIDE, NARROW}) {
            Page reader = browser.signedIn("auditor", width);
            reader.navigate(page + "/progress");
            assertThat(reader.locator("#corrections")).containsText("9");
            assertThat(reader.locator("#corrections strong").first()).hasText("3");
            look(reader, "amend-progress");
            reader.navigate(page + "?revision=1");
            assertThat(reader.locator("main")).containsText("Bạn đang xem bản 1");
            look(reader, "amend-older");
            reader.navigate(page + "/progress?revision=1");
            assertThat(reader.locator("#replaced")).containsText("bản 2 thay");
            look(reader, "amend-progress-older");
        }
        browser.checkQuiet();
    }

    private void approve(String page) {
        Page approver = browser.signedIn("approver", NARROW);
        approver.navigate(page);
        assertThat(approver.locator(".changes")).containsText("Tổ dân phố 1");
        assertThat(approver.locator(".changes .is").first()).isVisible();
        look(approver, "amend-approve");
        approver.setViewportSize(WIDE, 844);
        approver.reload();
        look(approver, "amend-approve");
        approver.click("form[action$='/approve'] button");
        approver.fill("#confirm", "Xã Đông Mẫu");
        look(approver, "amend-issue");
        approver.click("form[action$='/issue'] button");
        approver.waitForURL("**/progress");
    }

    @Test
    void anAmendmentIsDiscardedInEnglish() {
        String path = Samples.issued(desk, Samples.draft());
        desk.post("drafter", path + ":amend", "{\"reason\": \"Sai giờ\"}");
        Page page = browser.signedIn("drafter", NARROW);
        page.navigate("/directives/" + idIn(path));
        page.getByText("English").click();
        look(page, "amend-discard-en");
        page.locator("summary", new Page.LocatorOptions().setHasText("Discard the amendment")).click();
        page.fill("#discard-reason", "Not needed");
        page.click("form[action$='/discard-amendment'] button");
        assertThat(page.locator("[role=status]").first()).containsText("stays in force");
        assertThat(page.locator(".revisions")).containsText("Cancelled");
        look(page, "amend-discarded-en");
        browser.checkQuiet();
    }

    /** Keeps to what every page has to; a picture for people who want one. */
    private void look(Page page, String name) {
        page.waitForLoadState();
        browser.checkBasics(page);
        if (SHOTS != null) {
            String file = name + "-" + page.viewportSize().width + ".png";
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(SHOTS, file)).setFullPage(true));
        }
    }

    private void report(String path, int revision, String area, long accepted) {
        var counts = new Counts(accepted, 0, 0, 0, 0, accepted, 0, 0, 0, 0, 0, 0);
        int first = area.equals("99001-01") ? 0 : 1;
        Samples.send(IntStream.range(first, first == 0 ? 8 : 2).mapToObj(shard -> Samples.signed(desk,
                new LoaEvent.DeliveryReport(DirectiveId.parse(idIn(path)), revision, Channel.SMS, shard, first + 1, Planning.COMPLETE, null,
                        shard == first ? List.of(new LoaEvent.AreaCounts(new AreaCode(area), counts)) : List.of(), List.of(), null, null,
                        null,
                        in(0))))
                .toList());
    }
}
