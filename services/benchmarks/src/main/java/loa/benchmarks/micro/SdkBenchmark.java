package loa.benchmarks.micro;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Notification;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import org.apache.hc.core5.http.Header;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the providers' SDKs cost by themselves: one message on a transport that writes nothing and answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class SdkBenchmark {
    private static final String TEXT = "Thông báo: mưa lớn tối nay ở các xã vùng cao, bà con không qua ngầm tràn. Mã K7M4Q2XD";
    private static final URI CALLBACK = URI
            .create("https://loa.example.vn/webhooks/twilio/status?delivery=019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11");

    private final TwilioRestClient twilio = new TwilioRestClient.Builder("AC00000000000000000000000000000001", "token")
            .httpClient(new NoTwilio()).build();
    private final FirebaseMessaging fcm = FirebaseMessaging.getInstance(FirebaseApp.initializeApp(FirebaseOptions.builder()
            .setProjectId("loa")
            .setCredentials(GoogleCredentials.create(new AccessToken("x", Date.from(Instant.parse("2999-01-01T00:00:00Z")))))
            .setHttpTransport(new NoFcm()).build(), "benchmark"));

    /** A text by the Twilio SDK: request, form body, answer. */
    @Benchmark
    public Message twilio() {
        return Message.creator(new PhoneNumber("+84900000001"), new PhoneNumber("TINHMAU"), TEXT).setValidityPeriod(7_200)
                .setStatusCallback(CALLBACK).create(twilio);
    }

    /** A push by the Firebase Admin SDK: request, JSON body, answer. */
    @Benchmark
    @SuppressWarnings("deprecation") // As the service does.
    public String fcm() throws FirebaseMessagingException {
        return fcm.send(com.google.firebase.messaging.Message.builder().setToken("token-of-a-device")
                .setNotification(Notification.builder().setTitle("Bão số 9").setBody(TEXT).build()).putData("code", "K7M4Q2XD")
                .setAndroidConfig(AndroidConfig.builder().setCollapseKey("directive").setTtl(21_600_000)
                        .setNotification(AndroidNotification.builder().setTag("directive").build()).build())
                .build());
    }

    private static final class NoTwilio extends HttpClient {
        private static final byte[] ANSWER = """
            {"sid": "SM00000000000000000000000000000001", "status": "queued", "to": "+84900000001", "from": "TINHMAU", "body": "Thông báo",
             "num_segments": "1", "direction": "outbound-api", "date_created": "Sun, 22 Nov 2026 07:00:00 +0000",
             "date_updated": "Sun, 22 Nov 2026 07:00:00 +0000", "date_sent": null, "error_code": null, "uri": "/2010-04-01/x.json"}
            """.getBytes(StandardCharsets.UTF_8);

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        @Override
        public Response makeRequest(Request request) {
            if (request.getAuthString().isEmpty() || request.encodeFormBody().isEmpty()) {
                throw new IllegalStateException("The SDK made no request");
            }
            return new Response(new ByteArrayInputStream(ANSWER), 201, new Header[0]);
        }
    }

    private static final class NoFcm extends HttpTransport {
        @Override
        protected LowLevelHttpRequest buildRequest(String method, String url) {
            return new LowLevelHttpRequest() {
                @Override
                public void addHeader(String name, String value) {
                    // Nothing is written.
                }

                @Override
                public LowLevelHttpResponse execute() throws IOException {
                    getStreamingContent().writeTo(new ByteArrayOutputStream(1_024));
                    return new MockLowLevelHttpResponse().setContentType("application/json")
                            .setContent("{\"name\": \"projects/loa/messages/1\"}");
                }
            };
        }
    }
}
