package loa.sms.phone;

import java.util.List;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.ExerciseMark;
import loa.contract.IssuedDirective;

/** The very text that a recipient gets. Depends on the directive and the language alone, so that it can be found at the provider. */
public final class SmsText {
    private static final String DEFAULT_LANGUAGE = "vi";

    private SmsText() {}

    /**
     * The bulletin in this language, else the Vietnamese one. The desk has filled in everything and marked an exercise; one that somehow
     * comes without its mark gets it here.
     */
    public static String of(IssuedDirective directive, String language) {
        List<Bulletin> bulletins = directive.bulletinsOf(Channel.SMS);
        Bulletin bulletin = find(bulletins, language, find(bulletins, DEFAULT_LANGUAGE, bulletins.getFirst()));
        return ExerciseMark.on(directive.exercise(), bulletin.language(), bulletin.text());
    }

    private static Bulletin find(List<Bulletin> bulletins, String language, Bulletin otherwise) {
        return bulletins.stream().filter(b -> b.language().equals(language)).findFirst().orElse(otherwise);
    }
}
