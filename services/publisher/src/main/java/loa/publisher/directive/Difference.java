package loa.publisher.directive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.Channel;

/**
 * One field that two contents have otherwise.
 *
 * @param field  its JSON pointer; of a bulletin with channel and language in the place of its number: {@code /bulletins/sms/vi/text}
 * @param before null: nothing
 * @param after  null: nothing
 */
public record Difference(String field, @Nullable String before, @Nullable String after) {
    /** All fields that differ, in the order of the form. That something holds from its issue on is no difference: so did what was before. */
    public static List<Difference> between(Content before, Content after) {
        Map<String, @Nullable String> old = fields(before);
        Map<String, @Nullable String> now = fields(after);
        List<String> names = new ArrayList<>(old.keySet());
        now.keySet().stream().filter(name -> !old.containsKey(name)).forEach(names::add);
        if (after.effective() == null) {
            names.remove("/effective");
        }
        return names.stream().filter(name -> !Objects.equals(old.get(name), now.get(name)))
                .map(name -> new Difference(name, old.get(name), now.get(name))).toList();
    }

    private static Map<String, @Nullable String> fields(Content content) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("/issuingBody", content.issuingBody());
        Dispatch source = content.source();
        if (source != null) {
            fields.put("/source/number", source.number());
            fields.put("/source/symbol", source.symbol());
            fields.put("/source/issuingBody", source.issuingBody());
            fields.put("/source/date", source.date() == null ? null : source.date().toString());
            fields.put("/source/subject", source.subject());
            fields.put("/source/text", source.text());
        }
        fields.put("/bulletinClass", content.bulletinClass() == null ? null : content.bulletinClass().code());
        fields.put("/areas", joined(content.areas().stream().map(AreaCode::value).toList()));
        fields.put("/channels", joined(content.channels().stream().map(Channel::code).toList()));
        content.bulletins().forEach(bulletin -> putBulletin(fields, bulletin));
        fields.put("/effective", at(content.effective() == null ? null : content.effective().toInstant()));
        fields.put("/expires", at(content.expires() == null ? null : content.expires().toInstant()));
        return fields;
    }

    private static void putBulletin(Map<String, @Nullable String> fields, Bulletin bulletin) {
        String at = "/bulletins/" + bulletin.channel().code() + "/" + bulletin.language();
        fields.put(at + "/title", bulletin.title());
        fields.put(at + "/text", bulletin.text());
        fields.put(at + "/repeats", bulletin.repeats() == null ? null : bulletin.repeats().toString());
    }

    private static @Nullable String joined(List<String> codes) {
        return codes.isEmpty() ? null : String.join(", ", codes);
    }

    private static @Nullable String at(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
