package loa.benchmarks.product;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A directive of our own invention. Its texts begin with the word by which the sink finds the check code.
 *
 * @param bulletinClass {@code routine}, {@code priority} or {@code emergency}
 * @param channel       {@code sms} or {@code push}
 * @param areas         codes
 */
public record DirectiveText(String bulletinClass, String channel, List<String> areas) {
    private static final int HOURS = 6;
    private static final String TITLE_OF_PUSH = "\"title\": \"LOA {code} Bão số 9 đổ bộ tối nay\", ";

    /** Copies the list. */
    public DirectiveText {
        areas = List.copyOf(areas);
    }

    /** The body of the request that drafts it. */
    String json(OffsetDateTime now) {
        return """
            {"issuingBody": "Ban Chỉ huy Phòng thủ dân sự Tỉnh Mẫu", "bulletinClass": "%s", "areas": [%s], "channels": ["%s"],
             "bulletins": [{"channel": "%3$s", "language": "vi", %s
                            "text": "LOA {code} Bão số 9 đổ bộ tối nay, gió cấp 12. Ở yên trong nhà kiên cố, không ra khơi."}],
             "expires": "%s"}
            """.formatted(
                bulletinClass, areas.stream().map(area -> "\"" + area + "\"").collect(Collectors.joining(", ")), channel,
                channel.equals("push") ? TITLE_OF_PUSH : "", now.plusHours(HOURS));
    }
}
