package loa.sms.twilio;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.RecipientId;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.SmsAddress;

/** What tests send. */
final class Samples {
    static final String TEXT = "Thông báo: mưa lớn. Mã K7M4Q2XD";
    static final String MESSAGE = "{\"sid\": \"SM00000000000000000000000000000001\", \"status\": \"queued\"}";
    static final TwilioLimits LIMITS = new TwilioLimits(20, Duration.ofSeconds(20), Duration.ofSeconds(20), 1_000);

    static final TwilioLimits IMPATIENT = new TwilioLimits(20, Duration.ofSeconds(20), Duration.ofMillis(200), 1_000);

    private Samples() {}

    static IssuedDirective directive(Instant now, Duration validFor) {
        OffsetDateTime issued = now.atOffset(LoaJson.OFFSET);
        var area = new AreaCode("99001-03");
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ban Tuyên giáo", null, BulletinClass.EMERGENCY, false,
                Set.of(Channel.SMS), List.of(area), List.of(area),
                List.of(new Bulletin(Channel.SMS, "vi", null, TEXT, null),
                        new Bulletin(Channel.SMS, "en", null, "Heavy rain. K7M4Q2XD", null)),
                issued, issued.plus(validFor), issued);
    }

    static Delivery<SmsAddress> delivery(IssuedDirective directive, String language, Instant claimedAt) {
        return new Delivery<>(new DeliveryId(UUID.randomUUID()), directive, new RecipientId(Ids.next()), directive.areas().getFirst(),
                new SmsAddress(new PhoneNumber("+84900000001"), language), 1, claimedAt);
    }
}
