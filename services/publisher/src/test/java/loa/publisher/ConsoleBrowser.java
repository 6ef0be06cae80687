package loa.publisher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

import static org.assertj.core.api.Assertions.assertThat;

/** A real browser before a desk, one window for each person. */
final class ConsoleBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");
    /** What every page has to keep to, whatever it shows; answers a list of sentences. */
    private static final String BASICS = """
        () => {
          const faults = [];
          const tell = (what, element) => faults.push(what + ': ' + element.outerHTML.slice(0, 160));
          const named = e => (e.labels && e.labels.length > 0) || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
          if (!document.documentElement.lang) faults.push('the page has no language');
          if (document.querySelectorAll('h1').length !== 1) faults.push('the page needs one h1');
          if (!document.querySelector('main')) faults.push('the page has no main landmark');
          document.querySelectorAll('input:not([type=hidden]), select, textarea').forEach(e => named(e) || tell('no label', e));
          document.querySelectorAll('button, a[href]').forEach(e =>
              e.textContent.trim() || e.getAttribute('aria-label') || tell('no name', e));
          document.querySelectorAll('fieldset').forEach(e =>
              e.querySelector('legend') || e.getAttribute('aria-labelledby') || tell('no legend', e));
          document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]').forEach(e =>
              ['aria-describedby', 'aria-labelledby', 'aria-controls'].forEach(attribute =>
                  (e.getAttribute(attribute) || '').split(' ').filter(id => id).forEach(id =>
                      document.getElementById(id) || tell(attribute + ' names nothing', e))));
          document.querySelectorAll('th').forEach(e => e.scope || tell('no scope', e));
          document.querySelectorAll('table').forEach(e =>
              e.caption || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || tell('no name', e));
          [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => Number(e.tagName[1])).reduce((before, level) => {
            if (level > before + 1) faults.push('a heading of level ' + level + ' under one of level ' + before);
            return level;
          }, 0);
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => faults.push('twice the id ' + id));
          document.querySelectorAll('[style], script:not([src]), [onclick]').forEach(e => tell('inline style or script', e));
          const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (over > 0) faults.push('the page is ' + over + ' px too wide');
          return faults;
        }
        """;

    private final Desk desk;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private ConsoleBrowser(Desk desk) {
        assertThat(Files.isExecutable(CHROMIUM)).as("The pages are tested with %s, which is not there: apt-get install chromium", CHROMIUM)
                .isTrue();
        this.desk = desk;
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));
    }

    static ConsoleBrowser before(Desk desk) {
        return new ConsoleBrowser(desk);
    }

    /** A window of this width in which this person has signed in. */
    Page signedIn(String name, int width) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 844).setLocale("en-US")
                .setTimezoneId("America/New_York").setBaseURL(desk.uri("").toString()));
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.navigate("/sign-in");
        checkBasics(page);
        page.fill("#name", name);
        page.fill("#password", desk.password());
        page.click("main button[type=submit]");
        page.waitForURL("**/directives");
        return page;
    }

    /** The page can be used with a keyboard and a screen reader, fits its window, and holds nothing inline. */
    void checkBasics(Page page) {
        assertThat((List<?>) page.evaluate(BASICS)).as(page.url()).isEmpty();
    }

    /** No script failed, and the browser had nothing to refuse. */
    void checkQuiet() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
