package loa.push;

import java.time.InstantSource;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.delivery.Sender;
import loa.push.address.PushAddress;
import loa.push.fcm.FcmConnection;
import loa.push.fcm.FcmSender;
import loa.push.fcm.FcmSettings;
import loa.push.fcm.FcmTopics;
import loa.push.fcm.LostTokens;
import loa.push.fcm.SenderOff;
import loa.push.topic.TopicProvider;
import loa.push.topic.TopicSync;

/** Everything that talks to FCM, or its absence where there is nothing to send with. */
final class FcmChannel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FcmChannel.class);

    private final Sender<PushAddress> sender;
    private final @Nullable FcmConnection connection;
    private final @Nullable TopicSync topics;

    private FcmChannel(Sender<PushAddress> sender, @Nullable FcmConnection connection, @Nullable TopicSync topics) {
        this.sender = sender;
        this.connection = connection;
        this.topics = topics;
    }

    static FcmChannel off() {
        log.atWarn().log("Push is off: set LOA_FCM_CREDENTIALS to the file of a service account");
        return new FcmChannel(new SenderOff(), null, null);
    }

    static FcmChannel on(FcmSettings settings, LostTokens lostTokens, Function<TopicProvider, TopicSync> topics, InstantSource clock) {
        FcmConnection connection = FcmConnection.open(settings);
        FcmSender sender = new FcmSender(connection, lostTokens, clock);
        return new FcmChannel(sender, connection, topics.apply(new FcmTopics(connection)));
    }

    Sender<PushAddress> sender() {
        return sender;
    }

    /** Connects to FCM and begins to bring topics up to date, both in the background. */
    void start() {
        if (connection != null) {
            connection.warmUp();
        }
        if (topics != null) {
            topics.start();
        }
    }

    @Override
    public void close() {
        if (topics != null) {
            topics.close();
        }
        if (connection != null) {
            connection.close();
        }
    }
}
