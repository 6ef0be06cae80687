package loa.publisher.console;

import java.util.List;
import java.util.stream.Stream;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.IssuedText;

/** The previews of all channels. */
record Previews(Preview.Sms sms, Preview.Push push, Preview.Speech loudspeaker) {
    private static final int MOST_REPEATS = 20;
    /** The language that every channel needs, and that the compose page writes. */
    private static final String LANGUAGE = "vi";

    /** Of what is being written. */
    static Previews of(ComposeForm form) {
        IssuedText filling = filling(form);
        return new Previews(Preview.Sms.of(LANGUAGE, form.smsText(), filling),
                Preview.Push.of(LANGUAGE, form.pushTitle(), form.pushText(), filling),
                Preview.Speech.of(LANGUAGE, form.loudspeakerTitle(), form.loudspeakerText(),
                        Math.clamp(form.repeatsNumber().orElse(1), 1, MOST_REPEATS), filling));
    }

    /** Of all that goes out: every bulletin of the channels that the directive uses, Vietnamese first, as somebody has to approve them. */
    static List<Preview> of(Directive directive) {
        Content content = directive.content();
        IssuedText filling = IssuedText.of(directive.checkCode(), content);
        return content.channels().stream().flatMap(channel -> {
            Preview vietnamese = content.bulletin(channel, LANGUAGE).map(bulletin -> of(bulletin, filling))
                    .orElseGet(() -> missing(channel, filling));
            Stream<Preview> others = content.bulletins().stream().filter(b -> b.channel() == channel && !b.language().equals(LANGUAGE))
                    .map(bulletin -> of(bulletin, filling));
            return Stream.concat(Stream.of(vietnamese), others);
        }).toList();
    }

    private static Preview of(Bulletin bulletin, IssuedText filling) {
        return switch (bulletin.channel()) {
            case SMS -> Preview.Sms.of(bulletin.language(), bulletin.text(), filling);
            case PUSH -> Preview.Push.of(bulletin.language(), bulletin.title(), bulletin.text(), filling);
            case LOUDSPEAKER -> Preview.Speech.of(bulletin.language(), bulletin.title(), bulletin.text(),
                    bulletin.repeats() == null ? 1 : bulletin.repeats(), filling);
        };
    }

    private static Preview missing(Channel channel, IssuedText filling) {
        return switch (channel) {
            case SMS -> Preview.Sms.of(LANGUAGE, null, filling);
            case PUSH -> Preview.Push.of(LANGUAGE, null, null, filling);
            case LOUDSPEAKER -> Preview.Speech.of(LANGUAGE, null, null, 1, filling);
        };
    }

    private static IssuedText filling(ComposeForm form) {
        return IssuedText.sample(ComposeForm.clean(form.number()), Boolean.TRUE.equals(form.exercise()));
    }
}
