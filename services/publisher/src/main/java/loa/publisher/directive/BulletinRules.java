package loa.publisher.directive;

import java.nio.charset.StandardCharsets;
import java.util.List;

import loa.api.problem.Wording;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.SmsSegments;

/** Whether bulletins fit their channel when they go out, with all that is filled in. */
final class BulletinRules {
    /** https://firebase.google.com/docs/cloud-messaging/customize-messages/set-message-type: payload limits. */
    private static final int PUSH_BYTES = 4_096;
    private static final int PUSH_BYTES_BY_TOPIC = 2_048;
    /** What a push carries beside title and text: names of fields, id, code, class, tag. Measured at the channel, rounded up. */
    private static final int PUSH_FRAME = 600;

    private BulletinRules() {}

    /** Notes each bulletin that would be too long or incomplete when {@code content} goes out. */
    static void check(List<BulletinReader.Placed> bulletins, Content content, Faults faults) {
        for (BulletinReader.Placed placed : bulletins) {
            Bulletin issued = IssuedText.sample(content).of(placed.bulletin());
            switch (issued.channel()) {
                case SMS -> checkSegments(placed.pointer(), issued, faults);
                case PUSH -> checkPayload(placed.pointer(), issued, content.bulletinClass() == BulletinClass.EMERGENCY, faults);
                case LOUDSPEAKER -> {
                }
            }
        }
    }

    /** Notes each bulletin that names the source's number when there is none. A draft may still lack it. */
    static void checkNumber(List<BulletinReader.Placed> bulletins, Content content, Faults faults) {
        bulletins.stream().filter(placed -> content.sourceNumber() == null && placed.bulletin().text().contains(IssuedText.NUMBER))
                .forEach(placed -> faults.add(placed.pointer() + "/text", "no-number",
                        Wording.of("{number} cần số văn bản nguồn.", "{number} needs the number of the source.")));
    }

    private static void checkSegments(String at, Bulletin sms, Faults faults) {
        SmsSegments counted = SmsSegments.of(sms.text());
        if (counted.segments() > IssuedText.MOST_SEGMENTS) {
            faults.add(at + "/text", "too-many-segments",
                    Wording.of("Tin nhắn dài %d phần (%s, %d ký tự); nhiều nhất %d.",
                            "The SMS takes %d segments (%s, %d characters); at most %d.",
                            counted.segments(), counted.encoding().code(), counted.characters(), IssuedText.MOST_SEGMENTS));
        }
    }

    /** An emergency goes to tokens, everything else to topics. */
    private static void checkPayload(String at, Bulletin push, boolean emergency, Faults faults) {
        int limit = emergency ? PUSH_BYTES : PUSH_BYTES_BY_TOPIC;
        int bytes = PUSH_FRAME + inJson(push.text()) + (push.title() == null ? 0 : inJson(push.title()));
        if (bytes > limit) {
            faults.add(at + "/text", "payload-too-large",
                    Wording.of("Thông báo đẩy chiếm %d byte; nhiều nhất %d.", "The push takes %d bytes; at most %d.", bytes, limit));
        }
    }

    private static int inJson(String text) {
        int escapes = (int) text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
        return text.getBytes(StandardCharsets.UTF_8).length + escapes;
    }
}
