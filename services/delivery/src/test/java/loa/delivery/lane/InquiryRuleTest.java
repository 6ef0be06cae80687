package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.delivery.DeliveryId;
import loa.delivery.Inquiry.Answer;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Inquiries.Finding;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.pace.BackOff;

import static org.assertj.core.api.Assertions.assertThat;

class InquiryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(3_600);

    private final InquiryRule rule = new InquiryRule(Duration.ofSeconds(10), new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)),
            RandomGenerator.getDefault());

    @Test
    void notFoundIsBelievedTheSecondTimeTenSecondsLater() {
        assertThat(finding(unknown(BulletinClass.ROUTINE, 1, 0), new Answer.NotFound()))
                .isEqualTo(new Finding.StillUnknown(1, NOW.plusSeconds(10)));
        assertThat(finding(unknown(BulletinClass.ROUTINE, 1, 1), new Answer.NotFound())).isEqualTo(new Finding.SendAgain(NOW, false));
    }

    @Test
    void whatTheProviderHasIsAccepted() {
        assertThat(finding(unknown(BulletinClass.ROUTINE, 1, 1), new Answer.Found("SM1"))).isEqualTo(new Finding.Accepted("SM1"));
    }

    @Test
    void whoGetsNoAnswerAsksAgain() {
        assertThat(finding(unknown(BulletinClass.EMERGENCY, 1, 1), new Answer.NoAnswer()))
                .isEqualTo(new Finding.StillUnknown(1, NOW.plusSeconds(10)));
    }

    @Test
    void whereNobodyCanTellOnlyAnEmergencyIsSentAgain() {
        assertThat(finding(unknown(BulletinClass.EMERGENCY, 1, 0), new Answer.CannotTell())).isEqualTo(new Finding.SendAgain(NOW, true));
        assertThat(finding(unknown(BulletinClass.PRIORITY, 1, 0), new Answer.CannotTell())).isEqualTo(new Finding.StillUnknown(0, null));
    }

    @Test
    void aHarmlessRepetitionIsNotACircle() {
        assertThat(finding(unknown(BulletinClass.ROUTINE, 1, 0), new Answer.SendAgain())).isEqualTo(new Finding.SendAgain(NOW, true));
        assertThat(finding(unknown(BulletinClass.ROUTINE, 4, 0), new Answer.SendAgain()))
                .isInstanceOfSatisfying(Finding.SendAgain.class, again -> assertThat(again.at()).isAfterOrEqualTo(NOW.plusSeconds(4)));
    }

    private Finding finding(OpenDelivery delivery, Answer answer) {
        return rule.finding(delivery, answer, NOW, EXPIRES);
    }

    private static OpenDelivery unknown(BulletinClass lane, int attempt, int checks) {
        return new OpenDelivery(new DeliveryId(UUID.randomUUID()), new Revision(DirectiveId.next(), 1), new RecipientId(UUID.randomUUID()),
                new AreaCode("99001-01"), lane, attempt, checks, NOW);
    }
}
