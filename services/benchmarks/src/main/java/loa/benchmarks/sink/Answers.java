package loa.benchmarks.sink;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The answers, in the shapes that the SDKs read: https://www.twilio.com/docs/messaging/api/message-resource and
 * https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send. Used by one thread.
 */
final class Answers {
    private static final int ID_LENGTH = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String MESSAGE = """
        {"account_sid": "%1$s", "api_version": "2010-04-01", "body": "LOA benchmark: the text is not repeated here, but takes as \
        many bytes as it would.", "date_created": "Sun, 22 Nov 2026 12:00:00 +0000", "date_sent": null, "date_updated": "Sun, 22 Nov 2026 12:00:00 +0000", \
        "direction": "outbound-api", "error_code": null, "error_message": null, "from": "TINHMAU", "messaging_service_sid": null, \
        "num_media": "0", "num_segments": "2", "price": null, "price_unit": "USD", "sid": "SM", "status": "queued", \
        "subresource_uris": {"media": "/2010-04-01/Accounts/%1$s/Messages/Media.json"}, "to": "+84590000000", \
        "uri": "/2010-04-01/Accounts/%1$s/Messages.json"}""";

    private final long run = ThreadLocalRandom.current().nextLong();
    private final byte[] beforeSid;
    private final byte[] afterSid;
    private final byte[] noMessages;
    private long counter;

    Answers(String accountSid) {
        String message = MESSAGE.formatted(accountSid);
        int split = message.indexOf("\"SM\"") + 3;
        beforeSid = ascii(message.substring(0, split));
        afterSid = ascii(message.substring(split));
        noMessages = ascii(
                """
                    {"end": 0, "first_page_uri": "/2010-04-01/Accounts/%1$s/Messages.json?Page=0", "messages": [], "next_page_uri": null, \
                    "page": 0, "page_size": 50, "previous_page_uri": null, "start": 0, "uri": "/2010-04-01/Accounts/%1$s/Messages.json"}"""
                        .formatted(accountSid));
    }

    /** A text is taken, under an id of its own. */
    Answer message(ByteBufAllocator buffers) {
        counter++;
        ByteBuf json = buffers.buffer(beforeSid.length + ID_LENGTH + afterSid.length).writeBytes(beforeSid);
        writeId(json);
        return new Answer(201, json.writeBytes(afterSid));
    }

    /** The id of the last message. */
    String lastSid() {
        ByteBuf id = Unpooled.buffer(ID_LENGTH);
        writeId(id);
        return "SM" + id.toString(StandardCharsets.US_ASCII);
    }

    /** A push is taken. */
    Answer push(ByteBufAllocator buffers) {
        counter++;
        ByteBuf json = buffers.buffer(96).writeBytes(ascii("{\"name\": \"projects/bench/messages/"));
        writeId(json);
        return new Answer(200, json.writeBytes(ascii("\"}")));
    }

    Answer noMessages() {
        return new Answer(200, Unpooled.wrappedBuffer(noMessages));
    }

    /** A token's place in a topic is changed. */
    Answer topicChanged() {
        return text(200, "{\"name\": \"projects/bench/registrations/token/topicSubscriptions/topic\", \"results\": [{}]}");
    }

    Answer twilioTooMany() {
        return text(429,
                "{\"code\": 20429, \"message\": \"Too Many Requests\", \"more_info\": \"https://www.twilio.com/docs/errors/20429\", "
                        + "\"status\": 429}");
    }

    Answer fcmTooMany() {
        return text(429, "{\"error\": {\"code\": 429, \"message\": \"Quota exceeded.\", \"status\": \"RESOURCE_EXHAUSTED\", \"details\": "
                + "[{\"@type\": \"type.googleapis.com/google.firebase.fcm.v1.FcmError\", \"errorCode\": \"QUOTA_EXCEEDED\"}]}}");
    }

    Answer unknownPath() {
        return text(404, "{\"status\": 404}");
    }

    private static Answer text(int status, String json) {
        return new Answer(status, Unpooled.wrappedBuffer(ascii(json)));
    }

    private void writeId(ByteBuf to) {
        writeHex(to, run);
        writeHex(to, counter);
    }

    private static void writeHex(ByteBuf to, long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            to.writeByte(HEX[(int) (value >>> shift) & 0xf]);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
