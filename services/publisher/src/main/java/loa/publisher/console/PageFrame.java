package loa.publisher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.problem.Problem;
import loa.contract.AreaCode;
import loa.contract.Role;
import loa.publisher.progress.UnknownCount;

/** What stands around every page: who has signed in, in which language, where he is. */
final class PageFrame {
    private static final Set<Integer> WITH_WORDS = Set.of(400, 403, 404, 405, 409, 413, 422, 500, 503);
    private static final Set<Integer> WITH_TEXT = Set.of(400, 403, 404, 405, 413, 500, 503);

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final Waiting waiting;

    PageFrame(MessageSource messages, LocaleResolver locales, Waiting waiting) {
        this.messages = messages;
        this.locales = locales;
        this.waiting = waiting;
    }

    /** What waits for an administrator, or for an approver too. */
    record Waiting(LongSupplier letters, LongSupplier held, UnknownCount unknown) {
        /** A page that says that the database is away must not ask it. */
        static long of(LongSupplier asked) {
            try {
                return asked.getAsLong();
            } catch (DataAccessException e) {
                return 0;
            }
        }
    }

    /** The words in the reader's language. */
    Words words(HttpServletRequest request) {
        return new Words(messages, locales.resolveLocale(request));
    }

    /** What the layout needs. */
    Map<String, @Nullable Object> around(HttpServletRequest request) {
        Map<String, @Nullable Object> model = new TreeMap<>();
        Caller caller = caller();
        String path = request.getRequestURI();
        Words words = words(request);
        model.put("caller", caller);
        model.put("roleNames", caller == null ? List.of() : roleNames(caller, words));
        model.put("here", here(path));
        boolean administrator = caller != null && Rights.has(caller, Role.ADMINISTRATOR);
        model.put("openLetters", administrator ? Waiting.of(waiting.letters()) : null);
        model.put("heldDirectives", administrator ? Waiting.of(waiting.held()) : null);
        model.put("unknownDeliveries", caller == null ? null : unknown(caller));
        model.put("address", address(request));
        return model;
    }

    /** The page that says why there is none. */
    ModelAndView error(HttpServletRequest request, int status, @Nullable Problem problem) {
        Words words = words(request);
        int known = WITH_WORDS.contains(status) ? status : status >= 500 ? 500 : 400;
        var page = new ModelAndView("error", around(request));
        page.setStatus(org.springframework.http.HttpStatusCode.valueOf(status));
        page.addObject("status", status);
        page.addObject("heading", problem == null ? words.text("error." + known + ".title") : words.text(problem.kind().title()));
        page.addObject("text", problem == null || problem.kind().status() == 404
                ? words.text("error." + textFor(known) + ".text")
                : words.text(problem.detail()));
        List<String> details = new ArrayList<>();
        if (problem != null) {
            problem.errors().forEach(fault -> details.add(words.text(fault.detail())));
        }
        page.addObject("details", details);
        return page;
    }

    private @Nullable Long unknown(Caller caller) {
        AreaCode area = caller.area();
        return Rights.has(caller, UnknownPages.ROLES) ? Waiting.of(() -> waiting.unknown().in(area)) : null;
    }

    private static String here(String path) {
        return Stream.of("halts", "dead-letters", "held-directives", "unknown-deliveries").filter(page -> path.startsWith("/" + page))
                .findFirst()
                .orElse("directives");
    }

    private static int textFor(int status) {
        return WITH_TEXT.contains(status) ? status : status >= 500 ? 500 : 400;
    }

    private static @Nullable Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    private static List<String> roleNames(Caller caller, Words words) {
        return caller.roles().stream().sorted().map(Role::code).map(code -> words.text("role." + code)).toList();
    }

    /** Where the switch of language leads back to: this page, when it can be got again. */
    private static String address(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null || !"GET".equals(request.getMethod())) {
            return "/directives";
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
