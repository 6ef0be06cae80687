package loa.push.fcm;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;

import loa.delivery.Delivery;
import loa.delivery.Outcome;
import loa.delivery.Sender;
import loa.push.address.PushAddress;

/** Sends one message by FCM: to a device or to a topic. */
public final class FcmSender implements Sender<PushAddress> {
    private static final int UNAUTHENTICATED = 401;

    private final FcmConnection connection;
    private final LostTokens lostTokens;
    private final InstantSource clock;
    private final FcmMessages messages;
    private final FcmAnswers answers;

    /** Over this connection. How many requests are under way at once is the engine's business. */
    public FcmSender(FcmConnection connection, LostTokens lostTokens, InstantSource clock) {
        this.connection = connection;
        this.lostTokens = lostTokens;
        this.clock = clock;
        this.messages = new FcmMessages(clock);
        this.answers = new FcmAnswers(clock);
    }

    @Override
    public String provider() {
        return "fcm";
    }

    @Override
    public boolean tellsDeparture() {
        return true;
    }

    @Override
    public Outcome send(Delivery<PushAddress> delivery) {
        return messages.compose(delivery.directive(), delivery.address()).map(message -> attempt(delivery, message))
                .orElseGet(() -> new Outcome.Refused("push:no-bulletin", "Chỉ đạo không có bản tin tiếng Việt cho thông báo đẩy."));
    }

    private Outcome attempt(Delivery<PushAddress> delivery, Message message) {
        Instant began = clock.instant();
        Outcome outcome = request(message, delivery.address().devices());
        if (outcome instanceof Outcome.Gone && delivery.address() instanceof PushAddress.Device device) {
            lostTokens.lost(delivery.recipient(), device.token(), began);
        }
        return outcome;
    }

    private Outcome request(Message message, long reach) {
        try {
            connection.authorise();
        } catch (IOException e) {
            return new Outcome.Deferred("fcm:credentials", null, Outcome.Scope.CHANNEL);
        }
        try {
            return new Outcome.Accepted(connection.messaging().send(message), reach);
        } catch (FirebaseMessagingException e) {
            Outcome outcome = answers.outcome(e);
            if (isOfOurAccess(e, outcome)) {
                var _ = connection.renewAccess();
            }
            return outcome;
        }
    }

    private static boolean isOfOurAccess(FirebaseMessagingException error, Outcome outcome) {
        return outcome instanceof Outcome.Deferred deferred && deferred.scope() == Outcome.Scope.CHANNEL && error.getHttpResponse() != null
                && FcmAnswers.status(error.getHttpResponse()) == UNAUTHENTICATED;
    }
}
