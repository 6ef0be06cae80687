package loa.publisher.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import loa.contract.LoaEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class MessagesTest {
    private static final Pattern LITERAL_KEY = Pattern.compile("#\\{([a-z0-9.-]+)[}(]");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        assertThat(messages("en").stringPropertyNames()).isEqualTo(messages("vi").stringPropertyNames());
    }

    @Test
    void everyWordThatAPageAsksForIsThere() throws IOException {
        Set<String> known = messages("vi").stringPropertyNames();
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> templates = Files.list(Path.of("src/main/resources/publisher/templates"))) {
            for (Path template : templates.toList()) {
                LITERAL_KEY.matcher(Files.readString(template)).results().map(found -> found.group(1))
                        .filter(key -> !known.contains(key)).forEach(key -> missing.add(template.getFileName() + ": " + key));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void messagesWithArgumentsCanBeFilledIn() throws IOException {
        for (String language : Set.of("vi", "en")) {
            Properties messages = messages(language);
            messages.stringPropertyNames().stream().filter(key -> ARGUMENT.matcher(messages.getProperty(key)).find())
                    .forEach(key -> assertThatCode(() -> new MessageFormat(messages.getProperty(key), Locale.of(language))).as(key)
                            .doesNotThrowAnyException());
        }
    }

    @Test
    void numbersHaveTheSeparatorsOfTheLanguage() {
        var messages = new ConsoleConfiguration().messageSource();

        assertThat(new Words(messages, ConsoleConfiguration.VIETNAMESE).number(1_234_567)).isEqualTo("1.234.567");
        assertThat(new Words(messages, Locale.ENGLISH).number(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void reasonsOfFailuresAreSaidInTheLanguageOfThePage() {
        var messages = new ConsoleConfiguration().messageSource();
        var known = new LoaEvent.Failure("twilio:21211", "refused", 1, "Số không hợp lệ");
        var unknown = new LoaEvent.Failure("twilio:99999", "refused", 1, "Lý do của kênh");
        var english = new Words(messages, Locale.ENGLISH);

        assertThat(english.failure(known)).isEqualTo("The number is not valid");
        assertThat(english.failure(unknown)).doesNotContain("Lý do");
        assertThat(new Words(messages, ConsoleConfiguration.VIETNAMESE).failure(unknown)).isEqualTo("Lý do của kênh");
    }

    @Test
    void aPreviewSendsOnlyWhatItNeeds() throws IOException {
        String compose = Files.readString(Path.of("src/main/resources/publisher/templates/compose.html"));
        assertThat(compose.lines().filter(line -> line.contains("hx-post")).count()).isEqualTo(3);
        assertThat(
                Pattern.compile("hx-post=[^>]*hx-params=\"[a-zA-Z,]+\"").matcher(compose).results().map(java.util.regex.MatchResult::group))
                .hasSize(3).noneMatch(found -> found.contains("\"text"));
    }

    private static Properties messages(String language) throws IOException {
        var properties = new Properties();
        String name = "/publisher/messages_" + language + ".properties";
        try (var reader = new InputStreamReader(Objects.requireNonNull(MessagesTest.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
