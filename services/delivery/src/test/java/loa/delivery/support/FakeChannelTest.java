package loa.delivery.support;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.ChannelContract;
import loa.delivery.ChannelPorts;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.RecipientId;

/** The fake passes the kit too: what the engine's tests lean on is what channels promise. */
class FakeChannelTest extends ChannelContract<String> {
    private static final AreaCode EAST = new AreaCode("99001-01");
    private static final AreaCode WEST = new AreaCode("99001-02");

    private final FakeChannel channel = new FakeChannel(Channel.SMS).with(9, EAST, WEST, new AreaCode("99002"));
    private final IssuedDirective directive = directive(OffsetDateTime.now(LoaJson.OFFSET));

    @Override
    protected ChannelPorts<String> ports() {
        return channel.ports();
    }

    @Override
    protected IssuedDirective directive() {
        return directive;
    }

    @Override
    protected int expectedAudience() {
        return 6;
    }

    @Override
    protected void optOut(RecipientId recipient) {
        channel.optOut(recipient);
    }

    @Override
    protected void loseTheNextAnswer() {
        channel.answering(delivery -> new Outcome.Unknown("fake:timeout")).listing(delivery -> new Inquiry.Answer.Found("SM1"));
    }

    private static IssuedDirective directive(OffsetDateTime now) {
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban", null, BulletinClass.ROUTINE, false, Set.of(Channel.SMS),
                List.of(EAST, WEST), List.of(EAST, WEST), List.of(new Bulletin(Channel.SMS, "vi", null, "Mã K7M4Q2XD", null)), now,
                now.plusHours(1), now);
    }
}
