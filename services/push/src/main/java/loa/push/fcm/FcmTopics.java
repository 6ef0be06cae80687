package loa.push.fcm;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.TopicManagementResponse;

import loa.push.address.PushToken;
import loa.push.address.TopicName;
import loa.push.topic.TopicProvider;

/** FCM's topic management, one device and topic at a time: that is how the SDK asks too. */
public final class FcmTopics implements TopicProvider {
    /** Reasons of the SDK after which another request would be answered the same. */
    private static final Set<String> FINAL = Set.of("invalid-argument", "registration-token-not-registered", "too-many-topics",
            "unregistered", "sender-id-mismatch");

    private final FcmConnection connection;

    /** Over this connection. */
    public FcmTopics(FcmConnection connection) {
        this.connection = connection;
    }

    @Override
    public Answer change(PushToken token, TopicName topic, boolean member) {
        try {
            connection.authorise();
            return answer(request(List.of(token.value()), topic.value(), member));
        } catch (IOException e) {
            return new Answer.Later("credentials");
        } catch (FirebaseMessagingException e) {
            return new Answer.Later(code(e));
        }
    }

    private TopicManagementResponse request(List<String> tokens, String topic, boolean member) throws FirebaseMessagingException {
        FirebaseMessaging messaging = connection.messaging();
        return member ? messaging.subscribeToTopic(tokens, topic) : messaging.unsubscribeFromTopic(tokens, topic);
    }

    private static Answer answer(TopicManagementResponse response) {
        if (response.getErrors().isEmpty()) {
            return new Answer.Done();
        }
        String reason = response.getErrors().getFirst().getReason();
        return FINAL.contains(reason) ? new Answer.Gone(reason) : new Answer.Later(reason);
    }

    /** FCM's word for it, else the status, else that there was no answer. */
    private static String code(FirebaseMessagingException error) {
        if (error.getMessagingErrorCode() != null) {
            return error.getMessagingErrorCode().name();
        }
        return error.getHttpResponse() == null ? "no-answer" : Integer.toString(FcmAnswers.status(error.getHttpResponse()));
    }
}
