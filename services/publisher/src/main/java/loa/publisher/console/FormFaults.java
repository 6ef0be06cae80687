package loa.publisher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            Map.entry("area", "halts.area"), Map.entry("reason", "halts.reason"));
    private static final List<String> ORDER = List.of("number", "symbol", "date", "sourceBody", "subject", "text", "bulletinClass",
            "issuingBody", "exercise", "areas", "channels", "smsText", "pushTitle", "pushText", "loudspeakerTitle", "loudspeakerText",
            "repeats", "effective", "expires", "area", "reason");

    private final List<Entry> entries = new ArrayList<>();

    /** One fault: the field's id, the key of its label, and what is wrong with it. */
    record Entry(String field, String labelKey, String text) {}

    /** Notes a fault; the same twice is one. */
    void add(String field, String text) {
        var entry = new Entry(field, LABELS.getOrDefault(field, "directive.title"), text);
        if (!entries.contains(entry)) {
            entries.add(entry);
            entries.sort((a, b) -> Integer.compare(ORDER.indexOf(a.field()), ORDER.indexOf(b.field())));
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many. */
    public int getCount() {
        return entries.size();
    }

    /** All of them, in the order of the page. */
    public List<Entry> getAll() {
        return List.copyOf(entries);
    }

    /** Whether this field is at fault. */
    public boolean has(String field) {
        return entries.stream().anyMatch(entry -> entry.field().equals(field));
    }

    /** What is wrong with this field. */
    public List<String> of(String field) {
        return entries.stream().filter(entry -> entry.field().equals(field)).map(Entry::text).toList();
    }

    /** The ids of what describes a field, for {@code aria-describedby}; null: nothing does. */
    public @Nullable String describedBy(String field, boolean hasHelp) {
        String help = hasHelp ? field + "-help" : "";
        String fault = has(field) ? field + "-fault" : "";
        String both = (fault + " " + help).strip();
        return both.isEmpty() ? null : both;
    }
}
