package loa.sms.twilio;

import java.time.Clock;

import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import loa.delivery.Inquiry;
import loa.delivery.Sender;
import loa.delivery.provider.ProviderFailures;
import loa.sms.phone.OptOut;
import loa.sms.phone.SmsAddress;

/** Who carries the texts: how they are sent, and how the provider is asked. */
public final class SmsProvider implements AutoCloseable {
    private final Sender<SmsAddress> sender;
    private final Inquiry<SmsAddress> inquiry;
    private final @Nullable TwilioTransport http;

    private SmsProvider(Sender<SmsAddress> sender, Inquiry<SmsAddress> inquiry, @Nullable TwilioTransport http) {
        this.sender = sender;
        this.inquiry = inquiry;
        this.http = http;
    }

    /** Twilio. */
    static SmsProvider twilio(TwilioAccount account, TwilioLimits limits, OptOut optOut, Clock clock, MeterRegistry meters) {
        var http = new TwilioTransport(account.url(), limits);
        TwilioRestClient client = new TwilioRestClient.Builder(account.accountSid(), account.authToken()).httpClient(http)
                .objectMapper(TwilioJson.mapper()).build();
        return new SmsProvider(new TwilioSender(client, account, optOut, clock),
                new TwilioInquiry(client, new Pace(limits.inquiriesPerSecond()),
                        new ProviderFailures(meters, TwilioSender.PROVIDER, "inquiry", clock)),
                http);
    }

    /** Nobody: what is to be sent waits. */
    static SmsProvider off() {
        return new SmsProvider(new OffSender(), _ -> new Inquiry.Answer.NoAnswer(), null);
    }

    /** Connects in the background. */
    void start() {
        if (http != null) {
            http.connect();
        }
    }

    /** Makes attempts. */
    public Sender<SmsAddress> sender() {
        return sender;
    }

    /** Settles what is unknown. */
    public Inquiry<SmsAddress> inquiry() {
        return inquiry;
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
    }
}
