package loa.delivery.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements with {@code :names}, each read once. A cast ({@code ::}) is no name. */
final class StatementTexts {
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]\\w*)");

    private final Map<String, StatementText> known = new ConcurrentHashMap<>();

    /**
     * @param sql   with a {@code ?} for each parameter
     * @param names in the order of the {@code ?}
     */
    record StatementText(String sql, List<String> names) {}

    StatementText of(String text) {
        return known.computeIfAbsent(text, StatementTexts::read);
    }

    private static StatementText read(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        String sql = matcher.replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
        return new StatementText(sql, List.copyOf(names));
    }
}
