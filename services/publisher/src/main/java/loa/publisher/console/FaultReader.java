package loa.publisher.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import loa.api.problem.FieldFault;
import loa.api.problem.Problem;

/** Finds the fields of the compose page at which the faults of a draft are to be shown. */
final class FaultReader {
    private static final Map<String, String> FIELDS = Map.ofEntries(Map.entry("/source/number", "number"),
            Map.entry("/source/symbol", "symbol"), Map.entry("/source/date", "date"), Map.entry("/source/issuingBody", "sourceBody"),
            Map.entry("/source/subject", "subject"), Map.entry("/source/text", "text"), Map.entry("/bulletinClass", "bulletinClass"),
            Map.entry("/issuingBody", "issuingBody"), Map.entry("/exercise", "exercise"), Map.entry("/effective", "effective"),
            Map.entry("/expires", "expires"), Map.entry("/reason", "amendReason"));
    private static final Pattern BULLETIN = Pattern.compile("/bulletins/(\\d+)(?:/(\\w+))?");

    private final Words words;

    FaultReader(Words words) {
        this.words = words;
    }

    /**
     * The faults of a problem at their fields.
     *
     * @param chosen    the channels that were chosen
     * @param bulletins the channels of the bulletins, in the order in which the problem counts them
     */
    FormFaults read(Problem problem, List<String> chosen, List<String> bulletins) {
        var faults = new FormFaults();
        for (FieldFault fault : problem.errors()) {
            if (fault.pointer().equals("/bulletins")) {
                missing(chosen, bulletins, faults);
                continue;
            }
            String field = field(fault.pointer(), bulletins);
            faults.add(field, words.fault(fault, field));
        }
        return faults;
    }

    private void missing(List<String> chosen, List<String> bulletins, FormFaults faults) {
        chosen.stream().filter(channel -> !bulletins.contains(channel)).map(channel -> channel + "Text")
                .forEach(field -> faults.add(field, words.text("fault.required." + field)));
    }

    private static String field(String pointer, List<String> bulletins) {
        Matcher bulletin = BULLETIN.matcher(pointer);
        if (bulletin.matches()) {
            int place = Integer.parseInt(bulletin.group(1));
            String channel = place < bulletins.size() ? bulletins.get(place) : "sms";
            return switch (Objects.requireNonNullElse(bulletin.group(2), "text")) {
                case "title" -> channel + "Title";
                case "repeats" -> "repeats";
                default -> channel + "Text";
            };
        }
        String known = FIELDS.get(pointer);
        return known != null ? known : pointer.startsWith("/channels") ? "channels" : pointer.startsWith("/areas") ? "areas" : "number";
    }
}
