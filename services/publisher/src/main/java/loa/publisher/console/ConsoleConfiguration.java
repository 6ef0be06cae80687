package loa.publisher.console;

import java.time.Duration;
import java.util.Locale;

import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

import loa.publisher.deadletter.OpenLetters;
import loa.publisher.progress.HeldReports;
import loa.publisher.progress.UnknownCount;

/** Wires the console; its controllers are found by the scan. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {
    static final Locale VIETNAMESE = Locale.of("vi");
    private static final Duration KEPT = Duration.ofDays(365);

    @Bean
    MessageSource messageSource() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("publisher/messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setDefaultLocale(VIETNAMESE);
        return messages;
    }

    /** Vietnamese whatever the browser asks for, until the person switches. */
    @Bean
    LocaleResolver localeResolver() {
        var cookie = new CookieLocaleResolver("loa-language");
        cookie.setDefaultLocale(VIETNAMESE);
        cookie.setCookieMaxAge(KEPT);
        cookie.setCookieHttpOnly(true);
        cookie.setCookieSameSite("Lax");
        cookie.setRejectInvalidCookies(false);
        return cookie;
    }

    @Bean
    ErrorViewResolver consoleErrorViews(PageFrame frame) {
        return (request, status, _) -> frame.error(request, status.value(), null);
    }

    @Bean
    PageFrame pageFrame(MessageSource messages, LocaleResolver locales, OpenLetters letters, HeldReports held,
            UnknownCount unknown) {
        return new PageFrame(messages, locales, new PageFrame.Waiting(letters::count, held::count, unknown));
    }
}
