package loa.standalone;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A directive as a drafter posts it: on all channels, for two days. */
final class Draft {
    private Draft() {}

    /**
     * The body of the request.
     *
     * @param areas JSON: an array of codes
     * @param text  of the SMS
     */
    static String of(String bulletinClass, String areas, String text) {
        String expires = OffsetDateTime.now(ZoneOffset.ofHours(7)).plusDays(2).withNano(0).toString();
        return """
            {"issuingBody": "Ban Chỉ huy Tỉnh Mẫu", "bulletinClass": "%s", "areas": %s, "channels": ["sms", "push", "loudspeaker"],
             "bulletins": [{"channel": "sms", "language": "vi", "text": "%s"},
               {"channel": "push", "language": "vi", "title": "Thông báo của tỉnh", "text": "Nội dung thông báo."},
               {"channel": "loudspeaker", "language": "vi", "title": "Thông báo của tỉnh", "text": "Kính thưa bà con, đây là thông báo của tỉnh."}],
             "expires": "%s"}"""
                .formatted(bulletinClass, areas, text, expires);
    }
}
