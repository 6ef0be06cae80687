package loa.publisher.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages have in common stands in one template each. */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/publisher/templates");
    private static final Pattern HEADS = Pattern.compile("lists :: heads\\('([^']+)',\\s*'([^']*)'\\)");
    private static final Pattern CALL = Pattern.compile("lists :: heads\\(");

    private final Map<String, String> templates = read();

    @ParameterizedTest
    @ValueSource(strings = {"class=\"crumbs\"", "rel=\"next\"", "class=\"empty\"", "class=\"badge is-exercise\"", "id=\"refusal\""})
    void whatPagesShareStandsOnce(String part) {
        assertThat(templates.values().stream().mapToInt(text -> text.split(Pattern.quote(part), -1).length - 1).sum()).as(part)
                .isEqualTo(1);
    }

    @Test
    void everyColumnOfAHeadHasItsWordsAndThoseInNumbersAreAmongThem() throws IOException {
        Properties words = new Properties();
        try (var reader = new InputStreamReader(Objects.requireNonNull(TemplatesTest.class
                .getResourceAsStream("/publisher/messages_vi.properties")), StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        for (Map.Entry<String, String> template : templates.entrySet()) {
            List<MatchResult> heads = HEADS.matcher(template.getValue()).results().toList();
            assertThat(heads).as("heads that are read of " + template.getKey())
                    .hasSize((int) CALL.matcher(template.getValue()).results().count());
            for (MatchResult head : heads) {
                List<String> columns = List.of(head.group(1).split(" "));
                assertThat(words.stringPropertyNames()).as(template.getKey()).containsAll(columns);
                assertThat(columns).as(template.getKey())
                        .containsAll(Stream.of(head.group(2).split(" ")).filter(key -> !key.isEmpty()).toList());
            }
        }
    }

    private static Map<String, String> read() {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), TemplatesTest::text, (a, _) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
