package loa.publisher.console;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.LoaJson;
import loa.publisher.directive.Content;
import loa.publisher.directive.CorrectionMark;
import loa.publisher.directive.Dispatch;
import loa.publisher.directive.DraftForm;
import loa.publisher.directive.DraftForm.BulletinForm;
import loa.publisher.directive.DraftForm.SourceForm;

/**
 * What stands in the fields of the compose page, as it was typed, so that it can be shown again whatever is wrong with it.
 *
 * @param effective as the browser's field for date and time has it, in Viet Nam's time: {@code 2026-11-22T14:03}
 */
record ComposeForm(@Nullable String number, @Nullable String symbol, @Nullable String date, @Nullable String sourceBody,
        @Nullable String subject, @Nullable String text, @Nullable String bulletinClass, @Nullable String issuingBody,
        @Nullable Boolean exercise, @Nullable List<String> areas, @Nullable List<String> channels, @Nullable String smsText,
        @Nullable String pushTitle, @Nullable String pushText, @Nullable String loudspeakerTitle, @Nullable String loudspeakerText,
        @Nullable String repeats, @Nullable String effective, @Nullable String expires) {
    private static final String LANGUAGE = "vi";
    /** Refused by the use case as out of range. */
    private static final int NO_NUMBER = 0;
    private static final int MINUTES = "2026-11-22T14:03".length();

    ComposeForm {
        areas = areas == null ? List.of() : areas.stream().map(String::strip).filter(code -> !code.isEmpty()).distinct().toList();
        channels = channels == null ? List.of() : List.copyOf(channels);
    }

    /** Nothing typed yet. */
    static ComposeForm empty() {
        return new ComposeForm(null, null, null, null, null, null, null, null, false, List.of(), List.of(), null, null, null, null, null,
                "1", null, null);
    }

    /** What a stored directive says. */
    static ComposeForm of(Content content) {
        Dispatch source = Optional.ofNullable(content.source()).orElse(new Dispatch(null, null, null, null, null, null));
        Optional<Bulletin> sms = content.bulletin(Channel.SMS, LANGUAGE);
        Optional<Bulletin> push = content.bulletin(Channel.PUSH, LANGUAGE);
        Optional<Bulletin> speech = content.bulletin(Channel.LOUDSPEAKER, LANGUAGE);
        BulletinClass lane = content.bulletinClass();
        return new ComposeForm(source.number(), source.symbol(), source.date() == null ? null : source.date().toString(),
                source.issuingBody(), source.subject(), source.text(), lane == null ? null : lane.code(), content.issuingBody(),
                content.exercise(), content.areas().stream().map(AreaCode::value).toList(),
                content.channels().stream().map(Channel::code).toList(), sms.map(Bulletin::text).orElse(null),
                push.map(Bulletin::title).orElse(null), push.map(Bulletin::text).orElse(null), speech.map(Bulletin::title).orElse(null),
                speech.map(Bulletin::text).orElse(null), speech.map(Bulletin::repeats).map(String::valueOf).orElse("1"),
                local(content.effective()), local(content.expires()));
    }

    /** What an amendment of it begins with: each Vietnamese bulletin marked where a resident meets it first, and from its issue on. */
    static ComposeForm amending(Content content) {
        ComposeForm f = of(content);
        return new ComposeForm(f.number, f.symbol, f.date, f.sourceBody, f.subject, f.text, f.bulletinClass, f.issuingBody, f.exercise,
                f.areas, f.channels, marked(f.smsText), marked(f.pushTitle), f.pushTitle == null ? marked(f.pushText) : f.pushText,
                marked(f.loudspeakerTitle), marked(f.loudspeakerText), f.repeats, null, f.expires);
    }

    private static @Nullable String marked(@Nullable String text) {
        String mark = CorrectionMark.in(LANGUAGE);
        return text == null || text.startsWith(mark) ? text : mark + text;
    }

    /** Whether this channel is chosen. */
    public boolean uses(String channel) {
        return channels().contains(channel);
    }

    /**
     * The same for the use case, with what is left empty as not yet decided.
     *
     * @param others bulletins in languages that this page does not know; they stay as they are
     */
    DraftForm toDraft(List<Bulletin> others) {
        var source = new SourceForm(clean(number), clean(symbol), clean(sourceBody), clean(date), clean(subject), clean(text));
        boolean named = Stream.of(source.number(), source.symbol(), source.issuingBody(), source.date(), source.subject(), source.text())
                .anyMatch(Objects::nonNull);
        List<@Nullable BulletinForm> all = new ArrayList<>(bulletins());
        others.forEach(b -> all.add(new BulletinForm(b.channel().code(), b.language(), b.title(), b.text(), b.repeats())));
        return new DraftForm(clean(issuingBody), named ? source : null, clean(bulletinClass), Boolean.TRUE.equals(exercise),
                new ArrayList<@Nullable String>(areas()), new ArrayList<@Nullable String>(channels()), all, offset(effective),
                offset(expires));
    }

    /** Also those of channels that are not chosen, so that nothing typed is lost. Their order is that of {@link #bulletinChannels}. */
    private List<BulletinForm> bulletins() {
        List<BulletinForm> bulletins = new ArrayList<>();
        String sms = clean(smsText);
        String push = clean(pushText);
        String speech = clean(loudspeakerText);
        String pushHead = clean(pushTitle);
        String speechHead = clean(loudspeakerTitle);
        if (sms != null) {
            bulletins.add(new BulletinForm(Channel.SMS.code(), LANGUAGE, null, sms, null));
        }
        if (push != null || pushHead != null) {
            bulletins.add(new BulletinForm(Channel.PUSH.code(), LANGUAGE, pushHead, push, null));
        }
        if (speech != null || speechHead != null) {
            bulletins.add(new BulletinForm(Channel.LOUDSPEAKER.code(), LANGUAGE, speechHead, speech, repeatsNumber().orElse(NO_NUMBER)));
        }
        return bulletins;
    }

    /** The channels of the bulletins in the order in which {@link #toDraft} lists them. */
    List<String> bulletinChannels() {
        return bulletins().stream().map(bulletin -> String.valueOf(bulletin.channel())).toList();
    }

    /** How often a loudspeaker is to play it; empty when that is no number. Nothing typed: once. */
    Optional<Integer> repeatsNumber() {
        String typed = clean(repeats);
        try {
            return Optional.of(typed == null ? 1 : Integer.parseInt(typed));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Without blanks around it and with single line feeds; null when nothing is left. */
    static @Nullable String clean(@Nullable String typed) {
        String text = typed == null ? "" : typed.replace("\r\n", "\n").strip();
        return text.isEmpty() ? null : text;
    }

    @Override
    public List<String> areas() {
        return Objects.requireNonNull(areas);
    }

    @Override
    public List<String> channels() {
        return Objects.requireNonNull(channels);
    }

    private static @Nullable String local(@Nullable OffsetDateTime time) {
        return time == null ? null : LoaJson.format(time).substring(0, MINUTES);
    }

    private static @Nullable String offset(@Nullable String local) {
        String typed = clean(local);
        if (typed == null) {
            return null;
        }
        return (typed.length() == MINUTES ? typed + ":00" : typed) + LoaJson.OFFSET;
    }
}
