package loa.publisher.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.publisher.directive.Difference;

/**
 * A field that an amendment changes, side by side.
 *
 * @param field   what it is called on the page
 * @param added   areas or channels that are new, where the field is a list
 * @param removed those that are gone
 */
record ShownChange(String field, @Nullable String before, @Nullable String after, List<String> added, List<String> removed) {
    private static final String BULLETINS = "/bulletins/";

    /** The changes in the words of the page. */
    static List<ShownChange> of(List<Difference> differences, AreaNames names, Words words) {
        return differences.stream().map(difference -> of(difference, names, words)).filter(ShownChange::isVisible).toList();
    }

    /** Whether it reads otherwise: the form knows times to the minute, what is stored may be finer. */
    private boolean isVisible() {
        return !added.isEmpty() || !removed.isEmpty() || !Objects.equals(before, after);
    }

    private static ShownChange of(Difference difference, AreaNames names, Words words) {
        String field = difference.field();
        String label = label(field, words);
        return switch (field) {
            case "/areas" -> list(label, difference, code -> area(code, names), words);
            case "/channels" -> list(label, difference, code -> words.text("channel." + code), words);
            case "/bulletinClass" ->
                new ShownChange(label, named("class.", difference.before(), words), named("class.", difference.after(), words),
                        List.of(), List.of());
            case "/effective", "/expires" ->
                new ShownChange(label, time(difference.before(), words), time(difference.after(), words), List.of(),
                        List.of());
            default -> new ShownChange(label, difference.before(), difference.after(), List.of(), List.of());
        };
    }

    /** A list is shown by what came and what went: a province has hundreds of areas. */
    private static ShownChange list(String label, Difference difference, UnaryOperator<String> name, Words words) {
        Set<String> before = codes(difference.before());
        Set<String> after = codes(difference.after());
        return new ShownChange(label, words.text("amend.count", before.size()), words.text("amend.count", after.size()),
                after.stream().filter(code -> !before.contains(code)).map(name).sorted().toList(),
                before.stream().filter(code -> !after.contains(code)).map(name).sorted().toList());
    }

    private static Set<String> codes(@Nullable String joined) {
        return joined == null ? Set.of() : Arrays.stream(joined.split(", ", -1)).collect(Collectors.toSet());
    }

    private static String area(String code, AreaNames names) {
        return names.show(List.of(new AreaCode(code)), names.today()).getFirst().full();
    }

    private static @Nullable String named(String prefix, @Nullable String code, Words words) {
        return code == null ? null : words.text(prefix + code);
    }

    private static @Nullable String time(@Nullable String instant, Words words) {
        ShownTime shown = instant == null ? null : words.time(Instant.parse(instant).atOffset(ZoneOffset.UTC));
        return shown == null ? null : shown.text();
    }

    private static String label(String field, Words words) {
        if (!field.startsWith(BULLETINS)) {
            return words.text("amend.field" + field.replace('/', '.'));
        }
        String[] place = field.substring(BULLETINS.length()).split("/", -1);
        return words.text("channel." + place[0]) + ", " + words.text("amend.field.bulletin." + place[2])
                + (place[1].equals("vi") ? "" : " (" + words.language(place[1]) + ")");
    }
}
