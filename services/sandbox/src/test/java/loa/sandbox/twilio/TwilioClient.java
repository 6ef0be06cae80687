package loa.sandbox.twilio;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;

import loa.sandbox.Sandbox;

/** The real SDK, its socket led to the sandbox and its hidden retries off. */
final class TwilioClient {

    static final String SENDER = "+12025550123";

    final TwilioRestClient rest;

    TwilioClient(Sandbox sandbox, String authToken) {
        HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(100).setMaxConnTotal(100).build())
                .setRoutePlanner((host, context) -> new HttpRoute(new HttpHost("http", "127.0.0.1", sandbox.port())));
        rest = new TwilioRestClient.Builder(sandbox.twilioAccount().sid(), authToken).httpClient(new SendsOnce(builder))
                .build();
    }

    MessageCreator message(String to, String body) {
        return Message.creator(new PhoneNumber(to), new PhoneNumber(SENDER), body);
    }

    private static final class SendsOnce extends NetworkHttpClient {
        SendsOnce(HttpClientBuilder builder) {
            super(builder);
        }

        @Override
        public com.twilio.http.Response reliableRequest(com.twilio.http.Request request) {
            return makeRequest(request);
        }
    }
}
