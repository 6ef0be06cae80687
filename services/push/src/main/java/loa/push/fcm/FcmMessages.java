package loa.push.fcm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.WebpushConfig;
import com.google.firebase.messaging.WebpushNotification;

import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.ExerciseMark;
import loa.contract.IssuedDirective;
import loa.push.address.PushAddress;

/**
 * Writes the message that a device shows. Every platform is told to let a later copy of the same directive replace an earlier one, and to
 * forget it when the directive expires.
 */
final class FcmMessages {
    private static final String FALLBACK = "vi";
    /** FCM keeps nothing for longer: firebase.google.com/docs/cloud-messaging/customize-messages/setting-message-lifespan. */
    private static final Duration MAX_TTL = Duration.ofDays(28);

    private final InstantSource clock;

    FcmMessages(InstantSource clock) {
        this.clock = clock;
    }

    /** The message in the address's language, else in Vietnamese. Empty when the directive has neither. */
    Optional<Message> compose(IssuedDirective directive, PushAddress address) {
        return bulletin(directive, address.language()).map(bulletin -> build(directive, bulletin, address));
    }

    private static Optional<Bulletin> bulletin(IssuedDirective directive, String language) {
        List<Bulletin> bulletins = directive.bulletinsOf(Channel.PUSH);
        return in(bulletins, language).or(() -> in(bulletins, FALLBACK));
    }

    private static Optional<Bulletin> in(List<Bulletin> bulletins, String language) {
        return bulletins.stream().filter(b -> b.language().equals(language)).findFirst();
    }

    private Message build(IssuedDirective directive, Bulletin bulletin, PushAddress address) {
        String tag = directive.directive().toString();
        Instant expires = directive.expires().toInstant();
        Duration ttl = ttl(expires);
        boolean urgent = directive.bulletinClass() == BulletinClass.EMERGENCY;
        Message.Builder message = Message.builder().setNotification(notification(directive, bulletin)).putData("directive", tag)
                .putData("revision", String.valueOf(directive.revision())).putData("code", directive.checkCode())
                .setAndroidConfig(android(tag, ttl, urgent)).setApnsConfig(apns(tag, expires, urgent))
                .setWebpushConfig(webpush(tag, ttl, urgent));
        return addressed(message, address).build();
    }

    @SuppressWarnings("deprecation") // setFid takes another kind of id, which apps of today do not send us.
    private static Message.Builder addressed(Message.Builder message, PushAddress address) {
        return switch (address) {
            case PushAddress.Device device -> message.setToken(device.token().value());
            case PushAddress.Topic topic -> message.setTopic(topic.name().value());
        };
    }

    private static Notification notification(IssuedDirective directive, Bulletin bulletin) {
        if (bulletin.title() == null) {
            return Notification.builder().setBody(marked(directive, bulletin, bulletin.text())).build();
        }
        return Notification.builder().setTitle(marked(directive, bulletin, bulletin.title())).setBody(bulletin.text()).build();
    }

    /** The desk marks an exercise itself; a text that somehow comes without the mark gets it here, and none gets it twice. */
    private static String marked(IssuedDirective directive, Bulletin bulletin, String text) {
        return ExerciseMark.on(directive.exercise(), bulletin.language(), text);
    }

    private Duration ttl(Instant expires) {
        Duration left = Duration.between(clock.instant(), expires);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(MAX_TTL) > 0 ? MAX_TTL : Duration.ofSeconds(left.toSeconds());
    }

    private static AndroidConfig android(String tag, Duration ttl, boolean urgent) {
        return AndroidConfig.builder().setCollapseKey(tag).setTtl(ttl.toMillis())
                .setPriority(urgent ? AndroidConfig.Priority.HIGH : AndroidConfig.Priority.NORMAL)
                .setNotification(AndroidNotification.builder().setTag(tag).build()).build();
    }

    private static ApnsConfig apns(String tag, Instant expires, boolean urgent) {
        return ApnsConfig.builder().putHeader("apns-collapse-id", tag).putHeader("apns-priority", urgent ? "10" : "5")
                .putHeader("apns-expiration", String.valueOf(expires.getEpochSecond())).setAps(Aps.builder().setSound("default").build())
                .build();
    }

    private static WebpushConfig webpush(String tag, Duration ttl, boolean urgent) {
        return WebpushConfig.builder().putHeader("TTL", String.valueOf(ttl.toSeconds())).putHeader("Urgency", urgent ? "high" : "normal")
                .setNotification(WebpushNotification.builder().setTag(tag).build()).build();
    }
}
