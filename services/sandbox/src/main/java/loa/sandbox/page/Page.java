package loa.sandbox.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import loa.sandbox.http.Exchange;
import loa.sandbox.http.Routes;

/** {@code GET /sandbox/}: our own files alone, nothing from elsewhere. */
public final class Page {

    private record File(String type, byte[] bytes) {}

    private final File index;
    private final Map<String, File> files = new LinkedHashMap<>();

    /** Reads the files from the class path. */
    public Page() throws IOException {
        index = read("index.html", "text/html; charset=utf-8");
        files.put("page.css", read("page.css", "text/css; charset=utf-8"));
        files.put("page.js", read("page.js", "text/javascript; charset=utf-8"));
        files.put("words.js", read("words.js", "text/javascript; charset=utf-8"));
        files.put("icon.svg", read("icon.svg", "image/svg+xml"));
    }

    /** Adds its routes. */
    public void addTo(Routes routes) {
        routes.add("GET", "/(sandbox)?", exchange -> exchange.with("Location", "/sandbox/").answer(302));
        routes.add("GET", "/sandbox/", exchange -> answer(exchange, index));
        files.forEach((name, file) -> routes.add("GET", "/sandbox/" + name.replace(".", "\\."), exchange -> answer(exchange, file)));
    }

    private static void answer(Exchange exchange, File file) throws IOException {
        exchange.with("Content-Security-Policy", "default-src 'self'").with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-cache").answer(200, file.type(), file.bytes());
    }

    private static File read(String name, String type) throws IOException {
        try (InputStream file = Page.class.getResourceAsStream("/sandbox/page/" + name)) {
            if (file == null) {
                throw new IOException("the page's file " + name + " is not on the class path");
            }
            return new File(type, file.readAllBytes());
        }
    }
}
