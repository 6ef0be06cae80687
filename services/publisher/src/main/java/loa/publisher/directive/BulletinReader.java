package loa.publisher.directive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.publisher.directive.DraftForm.BulletinForm;

/** Reads bulletins: at most one for each channel and language, each within the bounds of its channel. */
final class BulletinReader {
    static final String LANGUAGE = "vi";
    private static final Pattern LANGUAGE_FORM = Pattern.compile("[a-z]{2,3}");
    private static final int LONGEST_TITLE = 100;
    /** So that the event of a directive has a bound. */
    private static final int MOST_LANGUAGES = 10;

    private final Faults faults;
    private final FieldReader fields;

    BulletinReader(Faults faults, FieldReader fields) {
        this.faults = faults;
        this.fields = fields;
    }

    /** A bulletin and its place in the form, which is not the place in the list when one before it could not be read. */
    record Placed(int place, Bulletin bulletin) {
        static List<Placed> inOrder(List<Bulletin> bulletins) {
            return IntStream.range(0, bulletins.size()).mapToObj(i -> new Placed(i, bulletins.get(i))).toList();
        }

        String pointer() {
            return "/bulletins/" + place;
        }
    }

    List<Placed> read(@Nullable List<@Nullable BulletinForm> forms) {
        List<Placed> bulletins = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, Integer> languages = new HashMap<>();
        for (int i = 0; forms != null && i < forms.size(); i++) {
            String at = "/bulletins/" + i;
            BulletinForm form = forms.get(i);
            if (form == null) {
                faults.required(at, Wording.of("Thiếu bản tin.", "The bulletin is missing."));
                continue;
            }
            if (form.channel() != null && !seen.add(form.channel() + "/" + language(form))) {
                faults.add(at, "duplicate", Wording.of("Đã có bản tin %s bằng tiếng %s.", "There is a bulletin for %s in %s already.",
                        form.channel(), language(form)));
            }
            if (languages.merge(String.valueOf(form.channel()), 1, Integer::sum) == MOST_LANGUAGES + 1) {
                faults.add(at, "too-many-languages", Wording.of("Nhiều nhất %d ngôn ngữ cho mỗi kênh.",
                        "At most %d languages for each channel.", MOST_LANGUAGES));
            }
            if (languages.getOrDefault(String.valueOf(form.channel()), 0) > MOST_LANGUAGES) {
                continue;
            }
            int place = i;
            bulletin(at, form).ifPresent(bulletin -> bulletins.add(new Placed(place, bulletin)));
        }
        return bulletins;
    }

    private static String language(BulletinForm form) {
        return form.language() == null ? LANGUAGE : form.language();
    }

    private Optional<Bulletin> bulletin(String at, BulletinForm form) {
        if (!LANGUAGE_FORM.matcher(language(form)).matches()) {
            faults.add(at + "/language", "invalid-language",
                    Wording.of("Mã ngôn ngữ không hợp lệ: %s.", "The language code is not valid: %s.", language(form)));
        }
        Optional<Channel> channel = Channels.find(form.channel());
        if (channel.isEmpty()) {
            faults.add(at + "/channel", "unknown-channel",
                    Wording.of("Không có kênh %s.", "There is no channel %s.", String.valueOf(form.channel())));
            return Optional.empty();
        }
        if (form.text() == null) {
            faults.required(at + "/text", Wording.of("Thiếu nội dung bản tin.", "The text of the bulletin is missing."));
        }
        String text = fields.text(at + "/text", form.text(), longestText(channel.get()));
        String title = title(at, channel.get(), form.title());
        Integer repeats = repeats(at, channel.get(), form.repeats());
        return text == null ? Optional.empty() : Optional.of(new Bulletin(channel.get(), language(form), title, text, repeats));
    }

    /** SMS is bounded by its segments; the figure here only keeps the counting short. */
    private static int longestText(Channel channel) {
        return switch (channel) {
            case SMS -> 1_600;
            case PUSH -> 1_000;
            case LOUDSPEAKER -> 8_000;
        };
    }

    private @Nullable String title(String at, Channel channel, @Nullable String title) {
        if (channel == Channel.SMS && title != null) {
            faults.add(at + "/title", "not-for-channel", Wording.of("Tin nhắn SMS không có tiêu đề.", "An SMS has no title."));
            return null;
        }
        return fields.text(at + "/title", title, LONGEST_TITLE);
    }

    private @Nullable Integer repeats(String at, Channel channel, @Nullable Integer repeats) {
        if (channel != Channel.LOUDSPEAKER) {
            if (repeats != null) {
                faults.add(at + "/repeats", "not-for-channel",
                        Wording.of("Chỉ loa phát thanh mới có số lần phát.", "Only a loudspeaker repeats."));
            }
            return null;
        }
        if (repeats != null && (repeats < 1 || repeats > 20)) {
            faults.add(at + "/repeats", "out-of-range",
                    Wording.of("Số lần phát phải từ 1 đến 20, nhưng là %d.", "repeats must be 1 to 20, but was %d.", repeats));
            return null;
        }
        return repeats == null ? Integer.valueOf(1) : repeats;
    }
}
