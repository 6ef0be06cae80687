package loa.publisher.directive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.Channel;

/** What is legal in an amendment but leaves residents with a text that no longer holds. */
final class AmendmentWarnings {
    private AmendmentWarnings() {}

    static List<Wording> of(Content before, Content after) {
        List<Wording> warnings = new ArrayList<>();
        after.bulletins().stream().filter(b -> after.channels().contains(b.channel())).filter(CorrectionMark::isMissingIn)
                .forEach(bulletin -> warnings.add(unmarked(before, bulletin)));
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        channels.addAll(before.channels());
        channels.removeAll(after.channels());
        channels.forEach(channel -> warnings.add(Wording.of(
                "Sửa đổi không dùng kênh %s: ai đã nhận bản trước qua kênh này sẽ không được đính chính.",
                "The amendment leaves out the channel %s: those who have had the earlier text there are not corrected.", channel.code())));
        List<AreaCode> left = leftOut(before, after);
        if (!left.isEmpty()) {
            warnings.add(Wording.of("Sửa đổi không nêu %s: ai ở đó đã nhận bản trước sẽ không được đính chính.",
                    "The amendment does not name %s: those there who have had the earlier text are not corrected.",
                    left.stream().map(AreaCode::value).collect(Collectors.joining(", "))));
        }
        return warnings;
    }

    private static Wording unmarked(Content before, Bulletin bulletin) {
        if (before.bulletin(bulletin.channel(), bulletin.language()).filter(bulletin::equals).isPresent()) {
            return Wording.of("Bản tin %s (%s) giống hệt bản trước: ai đã nhận sẽ nhận lại y như cũ.",
                    "The bulletin for %s (%s) reads as before: those who have had it get the very same again.", bulletin.channel().code(),
                    bulletin.language());
        }
        return Wording.of("Bản tin %s (%s) không mở đầu bằng “ĐÍNH CHÍNH” hoặc “CẬP NHẬT”: người dân khó biết bản nào còn đúng.",
                "The bulletin for %s (%s) does not begin with “CORRECTION” or “UPDATE”: residents cannot tell which text holds.",
                bulletin.channel().code(), bulletin.language());
    }

    /** Areas named before and not any more, neither themselves nor, as far as their codes tell, by one above them. */
    private static List<AreaCode> leftOut(Content before, Content after) {
        boolean wholeProvince = after.areas().stream().anyMatch(area -> area.value().length() == 2);
        return before.areas().stream().filter(area -> !after.droppedAreas().contains(area))
                .filter(area -> after.areas().stream().noneMatch(now -> area.value().startsWith(now.value())))
                .filter(area -> !wholeProvince || area.value().length() == 2).toList();
    }
}
