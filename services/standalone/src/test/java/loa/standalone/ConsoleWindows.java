package loa.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import tools.jackson.databind.JsonNode;

/** A real browser before a running Loa's console, one window for each person. */
final class ConsoleWindows implements AutoCloseable {
    private final JsonNode credentials;
    private final Playwright playwright = Playwright
            .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
            .setExecutablePath(Path.of("/usr/bin/chromium")).setArgs(List.of("--no-sandbox", "--disable-gpu")));

    ConsoleWindows(JsonNode credentials) {
        this.credentials = credentials;
    }

    Page signedIn(String who) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900)
                .setBaseURL(credentials.path("console").asString()));
        context.setDefaultTimeout(60_000);
        Page page = context.newPage();
        page.navigate("/sign-in");
        page.fill("#name", who);
        page.fill("#password", credentials.path("people").path(who).path("password").asString());
        page.click("main button[type=submit]");
        page.waitForURL("**/directives");
        return page;
    }

    /** Drafts an emergency for one commune and submits it, from the list of directives on. Returns its id. */
    static String compose(Page page) {
        page.click("text=Soạn chỉ đạo mới");
        page.check("input[name=bulletinClass][value=emergency]");
        page.fill("#issuingBody", "Ban Chỉ huy Tỉnh Mẫu");
        page.fill("#subject", "Lũ trên báo động 3");
        page.fill("#area-search", "bai ngang");
        page.check("#area-tree input[value='99003']");
        page.check("input[name=channels][value=sms]");
        page.fill("#smsText", "Báo động đỏ: lũ trên báo động 3, lên chỗ cao ngay. Mã {code}");
        page.click("[data-hours='24']");
        page.click("button[value=submit]");
        page.waitForURL(Pattern.compile(".*/directives/[0-9a-f-]{36}$"));
        return page.url().replaceFirst(".*/directives/", "");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
