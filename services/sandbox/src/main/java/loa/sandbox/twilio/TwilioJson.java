package loa.sandbox.twilio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Messages and pages of them in the form of <a href="https://www.twilio.com/docs/messaging/api/message-resource">Twilio's JSON</a>. */
final class TwilioJson {

    static final String API_VERSION = "2010-04-01";

    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** https://www.twilio.com/docs/api/errors/30003 */
    static final int UNREACHABLE = 30003;

    private final String accountSid;

    TwilioJson(String accountSid) {
        this.accountSid = accountSid;
    }

    Map<String, @Nullable Object> message(TwilioMessage message, String status) {
        String uri = "/" + API_VERSION + "/Accounts/" + accountSid + "/Messages/" + message.sid();
        String at = RFC_2822.format(message.acceptedAt());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("account_sid", accountSid);
        json.put("api_version", API_VERSION);
        json.put("body", message.body());
        json.put("date_created", at);
        json.put("date_sent", status.equals("queued") ? null : at);
        json.put("date_updated", at);
        json.put("direction", "outbound-api");
        json.put("error_code", status.equals("undelivered") ? UNREACHABLE : null);
        json.put("error_message", null);
        json.put("from", message.from());
        json.put("messaging_service_sid", null);
        json.put("num_media", "0");
        json.put("num_segments", String.valueOf(Segments.of(message.body())));
        json.put("price", null);
        json.put("price_unit", "USD");
        json.put("sid", message.sid());
        json.put("status", status);
        json.put("subresource_uris", Map.of("media", uri + "/Media.json"));
        json.put("to", message.to());
        json.put("uri", uri + ".json");
        return json;
    }

    /**
     * @param query what stands before the paging fields, empty or ending in {@code &}
     */
    Map<String, @Nullable Object> page(List<TwilioMessage> messages, Instant now, String query, int page, int size,
            boolean hasMore) {
        String base = "/" + API_VERSION + "/Accounts/" + accountSid + "/Messages.json?" + query + "PageSize=" + size;
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("end", Math.max(0, page * size + messages.size() - 1));
        json.put("first_page_uri", base + "&Page=0");
        json.put("messages", messages.stream().map(message -> message(message, message.status(now))).toList());
        json.put("next_page_uri", hasMore ? base + "&Page=" + (page + 1) : null);
        json.put("page", page);
        json.put("page_size", size);
        json.put("previous_page_uri", page == 0 ? null : base + "&Page=" + (page - 1));
        json.put("start", page * size);
        json.put("uri", base + "&Page=" + page);
        return json;
    }
}
