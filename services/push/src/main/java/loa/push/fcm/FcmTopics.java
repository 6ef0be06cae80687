package loa.push.fcm;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

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
    private final BooleanSupplier busy;

    /**
     * Over this connection.
     *
     * @param busy whether messages to devices are being sent
     */
    public FcmTopics(FcmConnection connection, BooleanSupplier busy) {
        this.connection = connection;
        this.busy = busy;
    }

    @Override
    public boolean isBusy() {
        return busy.getAsBoolean();
    }

    @Override
    public Answer change(PushToken token, TopicName topic, boolean member) {
        try {
            connection.authorise();
            return answer(request(List.of(token.value()), topic.value(), member));
        } catch (IOException | FirebaseMessagingException e) {
            return Answer.LATER;
        }
    }

    private TopicManagementResponse request(List<String> tokens, String topic, boolean member) throws FirebaseMessagingException {
        FirebaseMessaging messaging = connection.messaging();
        return member ? messaging.subscribeToTopic(tokens, topic) : messaging.unsubscribeFromTopic(tokens, topic);
    }

    private static Answer answer(TopicManagementResponse response) {
        if (response.getErrors().isEmpty()) {
            return Answer.DONE;
        }
        return FINAL.contains(response.getErrors().getFirst().getReason()) ? Answer.GONE : Answer.LATER;
    }
}
