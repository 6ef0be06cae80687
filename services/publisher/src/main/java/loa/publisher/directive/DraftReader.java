package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.Wording;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.publisher.directive.DraftForm.SourceForm;

/** Reads a form field by field. Areas are read by {@link AreaRules}, which knows the tree. For one form. */
final class DraftReader {
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_BODY = 200;
    private static final int LONGEST_SUBJECT = 2_000;
    private static final int LONGEST_DISPATCH = 200_000;

    private final Faults faults;
    private final FieldReader fields;

    DraftReader(Faults faults) {
        this.faults = faults;
        this.fields = new FieldReader(faults);
    }

    /** What could be read, without areas; what could not is noted. */
    Content read(DraftForm form) {
        List<BulletinReader.Placed> bulletins = new BulletinReader(faults, fields).read(form.bulletins());
        Content content = new Content(fields.text("/issuingBody", form.issuingBody(), LONGEST_BODY), source(form.source()),
                bulletinClass(form.bulletinClass()), Boolean.TRUE.equals(form.exercise()), List.of(), List.of(),
                channels(form.channels()), bulletins.stream().map(BulletinReader.Placed::bulletin).toList(),
                fields.time("/effective", form.effective()), fields.time("/expires", form.expires()));
        BulletinRules.check(bulletins, content, faults);
        return content;
    }

    private @Nullable Dispatch source(@Nullable SourceForm form) {
        if (form == null) {
            return null;
        }
        return new Dispatch(fields.text("/source/number", form.number(), LONGEST_NUMBER),
                fields.text("/source/symbol", form.symbol(), LONGEST_NUMBER),
                fields.text("/source/issuingBody", form.issuingBody(), LONGEST_BODY), fields.day("/source/date", form.date()),
                fields.text("/source/subject", form.subject(), LONGEST_SUBJECT),
                fields.text("/source/text", form.text(), LONGEST_DISPATCH));
    }

    private @Nullable BulletinClass bulletinClass(@Nullable String code) {
        for (BulletinClass known : BulletinClass.values()) {
            if (known.code().equals(code)) {
                return known;
            }
        }
        if (code != null) {
            faults.add("/bulletinClass", "unknown-class",
                    Wording.of("Không có loại bản tin %s.", "There is no bulletin class %s.", code));
        }
        return null;
    }

    private Set<Channel> channels(@Nullable List<@Nullable String> codes) {
        List<FieldFault> found = new ArrayList<>();
        Set<Channel> channels = Channels.read(codes == null ? List.of() : codes, found);
        faults.addAll(found);
        return channels;
    }
}
