package loa.publisher.directive;

import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.ExerciseMark;

/**
 * Bulletins as they go out: {@code {code}} and {@code {number}} filled in and the mark of an exercise in front when it is one, where a
 * resident meets it first (the text of an SMS, the title of a push, title and speech of a loudspeaker). Nothing else is added.
 *
 * @param number the source's number; null: none, and then the texts do not name it
 */
public record IssuedText(String code, @Nullable String number, boolean exercise) {
    /** How many segments an SMS may have as it goes out. */
    public static final int MOST_SEGMENTS = 6;
    static final String NUMBER = "{number}";
    private static final String CODE = "{code}";
    /** As long as every check code, and in GSM-7 as they are. */
    private static final String SAMPLE_CODE = "X".repeat(CheckCode.LENGTH);

    /** For telling, while it is being written, what a text will be like when it goes out. */
    public static IssuedText sample(@Nullable String number, boolean exercise) {
        return new IssuedText(SAMPLE_CODE, number, exercise);
    }

    static IssuedText sample(Content content) {
        return sample(content.sourceNumber(), content.exercise());
    }

    /** For what goes out. */
    public static IssuedText of(CheckCode code, Content content) {
        return new IssuedText(code.value(), content.sourceNumber(), content.exercise());
    }

    List<Bulletin> of(List<Bulletin> bulletins) {
        return bulletins.stream().map(this::of).toList();
    }

    /** This bulletin as it goes out. */
    public Bulletin of(Bulletin bulletin) {
        String title = bulletin.title() == null ? null : marked(bulletin, bulletin.channel() != Channel.SMS, filled(bulletin.title()));
        String text = marked(bulletin, bulletin.channel() != Channel.PUSH || title == null, filled(bulletin.text()));
        return new Bulletin(bulletin.channel(), bulletin.language(), title, text, bulletin.repeats());
    }

    private String filled(String text) {
        return text.replace(CODE, code).replace(NUMBER, number == null ? "" : number);
    }

    private String marked(Bulletin bulletin, boolean here, String text) {
        return ExerciseMark.on(exercise && here, bulletin.language(), text);
    }
}
