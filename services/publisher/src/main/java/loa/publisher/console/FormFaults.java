package loa.publisher.console;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What is wrong with a form, field by field, in the order of the page. */
final class FormFaults {
    /** The fields of all forms in the order of their pages, with the key of their label. */
    private static final Map<String, String> LABELS = Map.ofEntries(Map.entry("number", "compose.number"),
            Map.entry("symbol", "compose.symbol"), Map.entry("date", "compose.date"), Map.entry("sourceBody", "compose.source-body"),
            Map.entry("subject", "compose.subject"), Map.entry("text", "compose.text"), Map.entry("bulletinClass", "compose.kind"),
            Map.entry("issuingBody", "compose.issuing-body"), Map.entry("exercise", "compose.exercise"),
            Map.entry("areas", "compose.areas"), Map.entry("channels", "compose.channels"), Map.entry("smsText", "compose.sms.text"),
            Map.entry("pushTitle", "compose.push.title"), Map.entry("pushText", "compose.push.text"),
            Map.entry("loudspeakerTitle", "compose.loudspeaker.title"), Map.entry("loudspeakerText", "compose.loudspeaker.text"),
            Map.entry("repeats", "compose.repeats"), Map.entry("effective", "compose.effective"), Map.entry("expires", "compose.expires"),
            Map.entry("area", "halts.area"), Map.entry("reason", "halts.reason"), Map.entry("amendReason", "amend.reason"),
            Map.entry("which", "unknown.which"), Map.entry("as", "unknown.as"), Map.entry("why", "act.reason"));
    private static final List<String> ORDER = List.of("amendReason", "number", "symbol", "date", "sourceBody", "subject", "text",
            "bulletinClass",
            "issuingBody", "exercise", "areas", "channels", "smsText", "pushTitle", "pushText", "loudspeakerTitle", "loudspeakerText",
            "repeats", "effective", "expires", "area", "reason", "which", "as", "why");

    /** More faults than this of one field are counted and not shown. */
    private static final int MOST_SHOWN = 20;

    private final Set<Entry> entries = new LinkedHashSet<>();

    /** One fault: the field's id, the key of its label, and what is wrong with it. */
    record Entry(String field, String labelKey, String text) {}

    /** Notes a fault; the same twice is one. */
    void add(String field, String text) {
        entries.add(new Entry(field, LABELS.getOrDefault(field, "directive.title"), text));
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many. */
    public int getCount() {
        return entries.size();
    }

    /** The first ones of each field, in the order of the page. */
    public List<Entry> getAll() {
        Map<String, List<Entry>> byField = entries.stream().collect(Collectors.groupingBy(Entry::field));
        return byField.values().stream().sorted(Comparator.comparingInt(ofField -> ORDER.indexOf(ofField.getFirst().field())))
                .flatMap(ofField -> ofField.stream().limit(MOST_SHOWN)).toList();
    }

    /** How many are not among {@link #getAll}. */
    public int getMore() {
        return entries.size() - getAll().size();
    }

    /** Whether this field is at fault. */
    public boolean has(String field) {
        return ofField(field).findAny().isPresent();
    }

    /** The first of what is wrong with this field. */
    public List<String> of(String field) {
        return ofField(field).limit(MOST_SHOWN).map(Entry::text).toList();
    }

    /** How many faults of this field are not shown. */
    public long more(String field) {
        return ofField(field).skip(MOST_SHOWN).count();
    }

    private Stream<Entry> ofField(String field) {
        return entries.stream().filter(entry -> entry.field().equals(field));
    }

    /** The ids of what describes a field, for {@code aria-describedby}; null: nothing does. */
    public @Nullable String describedBy(String field, boolean hasHelp) {
        String help = hasHelp ? field + "-help" : "";
        String fault = has(field) ? field + "-fault" : "";
        String both = (fault + " " + help).strip();
        return both.isEmpty() ? null : both;
    }
}
