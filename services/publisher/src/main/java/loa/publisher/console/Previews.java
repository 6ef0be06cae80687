package loa.publisher.console;

import java.util.List;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.publisher.directive.Content;
import loa.publisher.directive.Directive;
import loa.publisher.directive.IssuedText;

/** The previews of all channels. */
record Previews(Preview.Sms sms, Preview.Push push, Preview.Speech loudspeaker) {
    private static final int MOST_REPEATS = 20;

    /** Of what is being written. */
    static Previews of(ComposeForm form) {
        IssuedText filling = filling(form);
        return new Previews(Preview.Sms.of(form.smsText(), filling), Preview.Push.of(form.pushTitle(), form.pushText(), filling),
                Preview.Speech.of(form.loudspeakerTitle(), form.loudspeakerText(),
                        Math.clamp(form.repeatsNumber().orElse(1), 1, MOST_REPEATS), filling));
    }

    /** Of what a directive says, for the channels that it uses, in every language that was written. */
    static List<Preview> of(Directive directive) {
        Content content = directive.content();
        IssuedText filling = IssuedText.of(directive.checkCode(), content);
        return content.channels().stream().<Preview>map(channel -> content.bulletin(channel, "vi")
                .map(bulletin -> of(bulletin, filling)).orElseGet(() -> missing(channel, filling))).toList();
    }

    private static Preview of(Bulletin bulletin, IssuedText filling) {
        return switch (bulletin.channel()) {
            case SMS -> Preview.Sms.of(bulletin.text(), filling);
            case PUSH -> Preview.Push.of(bulletin.title(), bulletin.text(), filling);
            case LOUDSPEAKER -> Preview.Speech.of(bulletin.title(), bulletin.text(), bulletin.repeats() == null ? 1 : bulletin.repeats(),
                    filling);
        };
    }

    private static Preview missing(Channel channel, IssuedText filling) {
        return switch (channel) {
            case SMS -> Preview.Sms.of(null, filling);
            case PUSH -> Preview.Push.of(null, null, filling);
            case LOUDSPEAKER -> Preview.Speech.of(null, null, 1, filling);
        };
    }

    private static IssuedText filling(ComposeForm form) {
        return IssuedText.sample(ComposeForm.clean(form.number()), Boolean.TRUE.equals(form.exercise()));
    }
}
