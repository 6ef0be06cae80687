package loa.publisher.directive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.Bulletin;

/** What is legal but perhaps not meant. */
public final class Warnings {
    private Warnings() {}

    /** The warnings about this directive, each a sentence. */
    public static List<Wording> of(Directive directive) {
        List<Wording> warnings = new ArrayList<>(of(directive.content()));
        Lineage.Amendment amendment = directive.lineage().amendment();
        if (amendment != null && amendment.before() != null) {
            warnings.addAll(AmendmentWarnings.of(amendment.before(), directive.content()));
        }
        if (directive.isWithheld()) {
            warnings.addFirst(new Wording(
                    "Đã đến giờ hẹn nhưng chưa ban hành, vì điều đã duyệt không còn đúng: xem quá trình. Chưa gửi gì.",
                    "Its time had come, but it was not issued, since what was approved no longer holds: see its history. Nothing was sent."));
        }
        return List.copyOf(warnings);
    }

    /** The warnings about this content, each a sentence. */
    public static List<Wording> of(Content content) {
        List<Wording> warnings = new ArrayList<>();
        if (!content.droppedAreas().isEmpty()) {
            String dropped = content.droppedAreas().stream().map(AreaCode::value).collect(Collectors.joining(", "));
            warnings.add(Wording.of("Đã bỏ %s vì nằm trong địa bàn khác của chỉ đạo.",
                    "Dropped %s, which lies below another area of the directive.", dropped));
        }
        for (Bulletin bulletin : content.bulletins()) {
            if (!content.channels().contains(bulletin.channel())) {
                warnings.add(Wording.of("Bản tin %s (%s) sẽ không được gửi vì kênh này không được chọn.",
                        "The bulletin for %s (%s) is not sent, since the channel is not chosen.", bulletin.channel().code(),
                        bulletin.language()));
            }
        }
        return List.copyOf(warnings);
    }
}
