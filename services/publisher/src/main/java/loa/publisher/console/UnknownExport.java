package loa.publisher.console;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import loa.api.access.Caller;
import loa.api.problem.ProblemException;
import loa.contract.LoaJson;
import loa.publisher.channel.UnknownDeliveries;
import loa.publisher.channel.UnknownDeliveries.Page;
import loa.publisher.channel.UnknownDeliveries.Said;
import loa.publisher.channel.UnknownDeliveries.Unknown;

/**
 * The unknown deliveries of one directive on one channel as a file, to compare with the provider's records. It says no more of people than
 * the page does: the last digits of a number, and the area.
 */
@Controller
class UnknownExport {
    private static final Logger log = LoggerFactory.getLogger(UnknownExport.class);
    private static final String BOM = "\uFEFF";

    private final UnknownDeliveries unknown;
    private final Clock clock;

    UnknownExport(UnknownDeliveries unknown, Clock clock) {
        this.unknown = unknown;
        this.clock = clock;
    }

    /** The first page is read before anything is answered; when the channel is lost later the file breaks off, and the browser says so. */
    @GetMapping(UnknownPages.ONE + "/export.csv")
    void export(Caller caller, @PathVariable String channel, @PathVariable String directive, @RequestParam @Nullable String reason,
            @RequestParam @Nullable String older, HttpServletResponse response, @ModelAttribute("words") Words words) throws IOException {
        PageRights.require(caller, UnknownPages.ROLES);
        OneUnknown one = OneUnknown.of(channel, directive, reason, older);
        UnknownDeliveries.Query query = one.query(clock);
        Page page = page(caller, query, null, words);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"unknown-" + channel + "-" + directive + ".csv\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        long lines = 0;
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write(BOM + "delivery,revision,phone,area,reason,since,attempts,not_found,next_question\r\n");
            while (true) {
                for (Unknown each : page.items()) {
                    out.write(line(each));
                }
                lines += page.items().size();
                if (page.next() == null) {
                    break;
                }
                page = page(caller, query, page.next(), words);
            }
        }
        log.atInfo().addKeyValue("holder", caller.holder()).addKeyValue("directive", directive).addKeyValue("channel", channel)
                .addKeyValue("deliveries", lines).log("Unknown deliveries were exported");
    }

    private Page page(Caller caller, UnknownDeliveries.Query query, @Nullable String cursor, Words words) {
        return switch (unknown.list(caller, query, UnknownDeliveries.MOST, cursor, words.languageCode())) {
            case Said.Told<Page>(Page page) -> page;
            case Said.Refused<Page> _,Said.Nothing<Page> _ -> throw ProblemException.unavailable(query.channel().code());
        };
    }

    private static String line(Unknown one) {
        String attempts = one.attempts().stream()
                .map(a -> LoaJson.format(a.at()) + " " + a.outcome() + (a.code() == null ? "" : " " + a.code()))
                .collect(Collectors.joining("; "));
        return List.of(one.delivery(), String.valueOf(one.revision()), one.phone() == null ? "" : one.phone(), one.area().value(),
                one.reason(), LoaJson.format(one.since()), attempts, String.valueOf(one.notFound()),
                one.next() == null ? "" : LoaJson.format(one.next())).stream().map(UnknownExport::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A spreadsheet takes what begins like a formula for one. */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
