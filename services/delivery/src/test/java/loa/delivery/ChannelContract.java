package loa.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.Ids;
import loa.contract.IssuedDirective;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every channel promises to the engine. A channel extends it, fills its schema with the audience that {@link #expectedAudience} names,
 * and starts its fake provider.
 *
 * @param <A> the channel's address
 */
public abstract class ChannelContract<A> {
    /** The channel under test, on its real schema and a fake provider over HTTP. */
    protected abstract ChannelPorts<A> ports();

    /** A directive in force that covers several areas of the audience. */
    protected abstract IssuedDirective directive();

    /** How many recipients that directive reaches; at least 5, of at least two areas. */
    protected abstract int expectedAudience();

    /** Makes this recipient opt out, or cease to exist. */
    protected abstract void optOut(RecipientId recipient);

    /** Makes the provider accept an attempt and lose the answer. */
    protected abstract void loseTheNextAnswer();

    @Test
    void pagesOfAnySizeFindTheSameAudienceOnceInOrder() {
        List<Recipient> whole = pages(10_000);

        assertThat(whole).hasSize(expectedAudience()).isSortedAccordingTo(Recipient.ORDER);
        assertThat(new HashSet<>(whole.stream().map(Recipient::id).toList())).hasSameSizeAs(whole);
        assertThat(pages(1)).isEqualTo(whole);
        assertThat(pages(3)).isEqualTo(whole);
    }

    @Test
    void everyoneIsCountedUnderACoveredArea() {
        assertThat(pages(10_000)).allSatisfy(recipient -> assertThat(directive().coveredAreas()).contains(recipient.area()));
    }

    @Test
    void whoOptedOutHasNoAddressAndTheOthersHave() {
        List<RecipientId> everyone = pages(10_000).stream().map(Recipient::id).toList();

        optOut(everyone.getFirst());

        Map<RecipientId, A> addresses = ports().addressBook().addresses(directive(), everyone);
        assertThat(addresses).doesNotContainKey(everyone.getFirst()).hasSize(everyone.size() - 1);
    }

    @Test
    void aRecipientWhomNobodyKnowsHasNoAddress() {
        assertThat(ports().addressBook().addresses(directive(), List.of(new RecipientId(UUID.randomUUID())))).isEmpty();
    }

    @Test
    void whatIsSentIsAcceptedWithAReference() {
        assertThat(ports().sender().send(delivery(pages(1).getFirst())))
                .isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
                    assertThat(accepted.reference()).isNotBlank();
                    assertThat(accepted.reach()).isNotNegative();
                });
    }

    @Test
    void anAnswerThatWasLostIsUnknownAndTheInquiryLeadsOn() {
        Delivery<A> delivery = delivery(pages(1).getFirst());
        loseTheNextAnswer();

        Outcome outcome = ports().sender().send(delivery);

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(ports().inquiry().ask(delivery)).isInstanceOfAny(Inquiry.Answer.Found.class, Inquiry.Answer.CannotTell.class,
                Inquiry.Answer.SendAgain.class);
    }

    /** A first attempt for this recipient. */
    protected final Delivery<A> delivery(Recipient recipient) {
        A address = ports().addressBook().addresses(directive(), List.of(recipient.id())).get(recipient.id());
        if (address == null) {
            throw new IllegalStateException("recipient %s has no address".formatted(recipient.id()));
        }
        return new Delivery<>(new DeliveryId(Ids.next()), directive(), recipient.id(), recipient.area(), address, 1, Instant.now());
    }

    /** The audience, read in pages of this size. */
    protected final List<Recipient> pages(int limit) {
        List<Recipient> all = new ArrayList<>();
        @Nullable
        Recipient after = null;
        List<Recipient> page;
        do {
            page = ports().audience().page(directive(), after, limit);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast();
        } while (page.size() == limit);
        return all;
    }
}
