package loa.sandbox.fcm;

import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.TopicManagementResponse;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import loa.sandbox.Sandbox;
import loa.sandbox.TestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The real SDK against the fake. */
class FcmEndToEndTest {

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private TestClient client;
    private FirebaseApp app;
    private FirebaseMessaging messaging;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(directory, 0);
        client = new TestClient(sandbox);
        int port = sandbox.port();
        var transport = new ApacheHttp2Transport(ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                .setRoutePlanner((host, context) -> new HttpRoute(new HttpHost("http", "127.0.0.1", port))).build());
        AccessToken token = new AccessToken("sandbox", new Date(System.currentTimeMillis() + 86_400_000));
        app = FirebaseApp.initializeApp(FirebaseOptions.builder().setProjectId("loa").setHttpTransport(transport)
                .setCredentials(GoogleCredentials.create(token)).build(), "fcm-test");
        messaging = FirebaseMessaging.getInstance(app);
    }

    @AfterEach
    void stop() throws Exception {
        app.delete();
        sandbox.close();
    }

    @Test
    void aMessageToATokenIsAcceptedOnceAndItsCopyIsADuplicate() throws Exception {
        String name = messaging.send(toToken("token:1/x", "directive-1"));
        messaging.send(toToken("token:1/x", "directive-1"));
        messaging.send(toToken("token:1/x", "directive-2"));
        messaging.send(toToken("token:2", "directive-1"));

        assertThat(name).startsWith("projects/loa/messages/");
        JsonNode summary = client.get("/sandbox/summary").path("fcm");
        assertThat(summary.path("requests").asInt()).isEqualTo(4);
        assertThat(summary.path("distinct").asInt()).isEqualTo(3);
        assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
        assertThat(summary.path("tokens").asInt()).isEqualTo(2);
        JsonNode first = client.get("/sandbox/pushes?token=token:1/x").path("items").get(2);
        assertThat(first.path("name").asString()).isEqualTo(name);
        assertThat(first.path("tag").asString()).isEqualTo("directive-1");
        assertThat(first.path("title").asString()).isEqualTo("Thông báo");
    }

    @Test
    void topicsAreSubscribedToAsTheSdkDoesItAndSentTo() throws Exception {
        TopicManagementResponse subscribed = messaging.subscribeToTopic(List.of("t1", "t:2/3"), "area.99001-03.vi");
        messaging.subscribeToTopic(List.of("t1"), "area.99001-03.vi");
        assertThat(subscribed.getSuccessCount()).isEqualTo(2);
        assertThat(client.get("/sandbox/topics").path("area.99001-03.vi").asInt()).isEqualTo(2);

        messaging.send(Message.builder().setTopic("area.99001-03.vi")
                .setNotification(Notification.builder().setTitle("a").setBody("b").build()).build());
        assertThat(client.get("/sandbox/summary").at("/fcm/topics").asInt()).isEqualTo(1);
        assertThat(client.get("/sandbox/pushes?topic=area.99001-03.vi").path("items")).hasSize(1);

        TopicManagementResponse gone = messaging.unsubscribeFromTopic(List.of("t1", "stranger"), "area.99001-03.vi");
        assertThat(gone.getFailureCount()).isZero();
        assertThat(client.get("/sandbox/topics").path("area.99001-03.vi").asInt()).isEqualTo(1);
    }

    @Test
    void errorsCarryTheCodesThatTheSdkReads() throws Exception {
        client.behave("fcm", """
            {"faults": [{"kind": "error", "code": "UNREGISTERED", "to": "gone"},
             {"kind": "error", "code": "SENDER_ID_MISMATCH", "to": "foreign"},
             {"kind": "error", "code": "INVALID_ARGUMENT", "to": "broken"},
             {"kind": "status", "status": 429, "to": "busy"}]}""");
        assertThat(errorOf("gone")).isEqualTo(MessagingErrorCode.UNREGISTERED);
        assertThat(errorOf("foreign")).isEqualTo(MessagingErrorCode.SENDER_ID_MISMATCH);
        assertThat(errorOf("broken")).isEqualTo(MessagingErrorCode.INVALID_ARGUMENT);
        assertThat(errorOf("busy")).isEqualTo(MessagingErrorCode.QUOTA_EXCEEDED);
        assertThat(client.get("/sandbox/summary").at("/fcm/refused").asInt()).isEqualTo(3);
    }

    @Test
    void aboveItsRateItAnswers429WithRetryAfter() throws Exception {
        client.behave("fcm", """
            {"acceptedPerSecond": 10}""");
        messaging.send(toToken("t", "1"));
        FirebaseMessagingException refused = catchThrowableOfType(FirebaseMessagingException.class,
                () -> messaging.send(toToken("t", "2")));
        assertThat(Objects.requireNonNull(refused.getHttpResponse()).getHeaders().toString().toLowerCase(Locale.ROOT))
                .contains("retry-after");
    }

    @Test
    void aPayloadThatIsTooLargeIsRefused() {
        FirebaseMessagingException refused = catchThrowableOfType(FirebaseMessagingException.class,
                () -> messaging.send(Message.builder().setTopic("t").putData("x", "y".repeat(2100)).build()));
        assertThat(refused.getMessagingErrorCode()).isEqualTo(MessagingErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void messagesAndSubscriptionsSurviveARestart() throws Exception {
        messaging.send(toToken("t", "1"));
        messaging.subscribeToTopic(List.of("t"), "area.99001.vi");
        sandbox.close();
        sandbox = Sandbox.start(directory, sandbox.port());
        messaging.send(toToken("t", "1"));

        JsonNode summary = new TestClient(sandbox).get("/sandbox/summary").path("fcm");
        assertThat(summary.path("accepted").asInt()).isEqualTo(2);
        assertThat(summary.path("duplicates").asInt()).isEqualTo(1);
        assertThat(new TestClient(sandbox).get("/sandbox/topics").path("area.99001.vi").asInt()).isEqualTo(1);
    }

    private @Nullable MessagingErrorCode errorOf(String token) {
        return catchThrowableOfType(FirebaseMessagingException.class, () -> messaging.send(toToken(token, "tag")))
                .getMessagingErrorCode();
    }

    @SuppressWarnings("deprecation") // a device's token is what our side has, whatever the SDK calls it
    private static Message toToken(String token, String tag) {
        return Message.builder().setToken(token)
                .setNotification(Notification.builder().setTitle("Thông báo").setBody("của tỉnh").build())
                .setAndroidConfig(
                        AndroidConfig.builder().setNotification(AndroidNotification.builder().setTag(tag).build()).build())
                .setApnsConfig(
                        ApnsConfig.builder().putHeader("apns-collapse-id", tag).setAps(Aps.builder().build()).build())
                .build();
    }
}
