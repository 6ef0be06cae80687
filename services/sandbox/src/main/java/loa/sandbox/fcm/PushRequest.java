package loa.sandbox.fcm;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be sent.
 *
 * @param target a token (or installation id), or a topic without {@code /topics/}
 * @param tag    what a later copy replaces an earlier one by, null for none
 */
record PushRequest(String target, boolean toTopic, @Nullable String tag, @Nullable String title, @Nullable String text) {

    /** https://firebase.google.com/docs/cloud-messaging/customize-messages/set-message-type */
    static final int LARGEST_PAYLOAD = 4096;
    static final int LARGEST_PAYLOAD_TO_TOPIC = 2048;

    /** A request, well-formed or not. */
    sealed interface Parsed {
        /** It is refused with this error. */
        record Refused(FcmError error) implements Parsed {}

        /** It can be accepted, and is only checked when {@code validateOnly}. */
        record WellFormed(PushRequest request, boolean validateOnly) implements Parsed {}
    }

    /** Reads <a href="https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send">the body of a send</a>. */
    static Parsed parse(byte[] body) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return new Parsed.Refused(FcmError.invalid("Invalid JSON payload received."));
        }
        JsonNode message = root.path("message");
        String token = text(message, "token") == null ? text(message, "fid") : text(message, "token");
        String topic = text(message, "topic");
        if ((token == null) == (topic == null)) {
            return new Parsed.Refused(FcmError.invalid("Recipient of the message is not set."));
        }
        int largest = topic == null ? LARGEST_PAYLOAD : LARGEST_PAYLOAD_TO_TOPIC;
        if (payloadBytes(message) > largest) {
            return new Parsed.Refused(FcmError.invalid("Android message is too big"));
        }
        if (topic != null && !topic.matches("[a-zA-Z0-9-_.~%]+")) {
            return new Parsed.Refused(FcmError.invalid("Invalid topic name."));
        }
        PushRequest request = new PushRequest(token == null ? String.valueOf(topic) : token, token == null, tag(message),
                title(message, "title"), title(message, "body"));
        return new Parsed.WellFormed(request, root.path("validate_only").asBoolean(false));
    }

    private static @Nullable String title(JsonNode message, String field) {
        String everywhere = text(message.path("notification"), field);
        return everywhere == null ? text(message.path("android").path("notification"), field) : everywhere;
    }

    private static @Nullable String tag(JsonNode message) {
        String android = text(message.path("android").path("notification"), "tag");
        if (android != null) {
            return android;
        }
        String apple = text(message.path("apns").path("headers"), "apns-collapse-id");
        return apple == null ? text(message.path("webpush").path("notification"), "tag") : apple;
    }

    private static int payloadBytes(JsonNode message) {
        int bytes = 0;
        for (String part : new String[]{"notification", "data"}) {
            JsonNode node = message.path(part);
            bytes += node.isMissingNode() ? 0 : JsonMapper.shared().writeValueAsBytes(node).length;
        }
        return bytes;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }
}
