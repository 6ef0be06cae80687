package loa.publisher.console;

import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

import loa.api.access.Caller;

/** The way in, and the switch of language. Signing in and out themselves are Spring Security's. */
@Controller
class DoorPages {
    private static final String HOME = "redirect:/directives";
    /** When somebody who did not get his turn should try again. */
    private static final String AFTER_SECONDS = "10";
    /** A path here: what starts with two slashes, or hides one, would lead elsewhere. */
    private static final Pattern HERE = Pattern.compile("/(?![/\\\\])[^\\\\\\s]*");

    private final LocaleResolver locales;

    DoorPages(LocaleResolver locales) {
        this.locales = locales;
    }

    @GetMapping("/")
    String home() {
        return HOME;
    }

    @GetMapping("/sign-in")
    String signIn(@Nullable Caller caller, @RequestParam @Nullable String fault, @RequestParam @Nullable String busy,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut, Model model,
            HttpServletResponse response) {
        if (caller != null) {
            return HOME;
        }
        if (busy != null) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, AFTER_SECONDS);
        }
        model.addAttribute("busy", busy != null);
        model.addAttribute("wrong", fault != null);
        model.addAttribute("signedOut", signedOut != null);
        return "sign-in";
    }

    @PostMapping("/language")
    String language(@RequestParam String language, @RequestParam(defaultValue = "/directives") String to, HttpServletRequest request,
            HttpServletResponse response) {
        locales.setLocale(request, response, "en".equals(language) ? Locale.ENGLISH : ConsoleConfiguration.VIETNAMESE);
        return HERE.matcher(to).matches() ? "redirect:" + to : HOME;
    }
}
