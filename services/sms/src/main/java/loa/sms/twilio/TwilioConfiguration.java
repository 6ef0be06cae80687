package loa.sms.twilio;

import java.net.URI;
import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import loa.delivery.ReceiptInbox;
import loa.sms.phone.OptOut;

/** Twilio, or nothing in its place when no account is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TwilioProperties.class)
@Import({StatusWebhook.class, InboundWebhook.class})
class TwilioConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(TwilioConfiguration.class);

    @Bean(initMethod = "start")
    SmsProvider smsProvider(TwilioProperties properties, @Value("${loa.public-url}") URI publicUrl, OptOut optOut, Clock clock,
            MeterRegistry meters) {
        TwilioAccount account = properties.account(publicUrl);
        if (account == null) {
            LOG.atWarn().log("SMS is off: LOA_TWILIO_ACCOUNT_SID, LOA_TWILIO_AUTH_TOKEN and LOA_TWILIO_SENDER are not all set");
            return SmsProvider.off();
        }
        if (!account.canCallBack()) {
            LOG.atWarn().addKeyValue("publicUrl", publicUrl).log("No receipts: Twilio cannot reach LOA_PUBLIC_URL");
        }
        return SmsProvider.twilio(account, properties.limits(), optOut, clock, meters);
    }

    /** Twilio proves itself by its signature, and comes thousands of times a second: no key, no session, none of the filters for people. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain twilioWebhooks() {
        return new DefaultSecurityFilterChain(PathPatternRequestMatcher.withDefaults().matcher("/webhooks/twilio/**"), List.of());
    }

    @Bean
    WebhookSignature webhookSignature(TwilioProperties properties, @Value("${loa.public-url}") URI publicUrl) {
        return new WebhookSignature(properties.account(publicUrl));
    }

    @Bean
    ReceiptBatches receiptBatches(ReceiptInbox inbox, TwilioProperties properties) {
        return new ReceiptBatches(inbox, properties.receiptsWaiting());
    }
}
