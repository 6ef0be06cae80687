package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.publisher.channel.ChannelsOff;

/** What a directive must have before it is laid before an approver, and still when it goes out. */
final class SubmitRules {
    private final AreaRules areas;
    private final ChannelsOff channelsOff;

    SubmitRules(AreaRules areas, ChannelsOff channelsOff) {
        this.areas = areas;
        this.channelsOff = channelsOff;
    }

    /** Notes everything that is missing or does not hold any more. */
    void checkComplete(Content content, OffsetDateTime now, Faults faults) {
        require(content.issuingBody(), "/issuingBody", faults);
        require(content.bulletinClass(), "/bulletinClass", faults);
        require(content.areas().isEmpty() ? null : content.areas(), "/areas", faults);
        require(content.channels().isEmpty() ? null : content.channels(), "/channels", faults);
        require(content.expires(), "/expires", faults);
        content.channels().forEach(channel -> checkChannel(content, channel, faults));
        BulletinRules.check(BulletinReader.Placed.inOrder(content.bulletins()), content, faults);
        BulletinRules.checkNumber(BulletinReader.Placed.inOrder(content.bulletins()), content, faults);
        checkStillHolds(content, now, faults);
        EventSize.check(content, areas.countCovered(content, AreaRules.day(content.effective(), now)), faults);
    }

    /** Notes what time has overtaken. */
    void checkStillHolds(Content content, OffsetDateTime now, Faults faults) {
        OffsetDateTime start = content.effective() == null || content.effective().isBefore(now) ? now : content.effective();
        TimeRules.checkExpires(start, content.expires(), now, faults);
        areas.checkStored(content, AreaRules.day(content.effective(), now), faults);
    }

    private void checkChannel(Content content, Channel channel, Faults faults) {
        channelsOff.reason(channel).ifPresent(reason -> faults.add("/channels/" + List.copyOf(content.channels()).indexOf(channel),
                "channel-off", Wording.of("Kênh %s đang tắt: %s", "The channel %s is off: %s", channel.code(), reason)));
        if (content.bulletin(channel, BulletinReader.LANGUAGE).isEmpty()) {
            faults.required("/bulletins",
                    Wording.of("Thiếu bản tin tiếng Việt cho kênh %s.", "There is no Vietnamese bulletin for the channel %s.",
                            channel.code()));
        }
        for (int i = 0; i < content.bulletins().size(); i++) {
            Bulletin bulletin = content.bulletins().get(i);
            if (bulletin.channel() == channel && channel == Channel.PUSH) {
                require(bulletin.title(), "/bulletins/" + i + "/title", faults);
            }
        }
    }

    private static void require(@Nullable Object value, String pointer, Faults faults) {
        if (value == null) {
            faults.required(pointer, Wording.of("Cần có trước khi trình duyệt.", "Is needed before submission."));
        }
    }
}
