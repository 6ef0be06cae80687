package loa.delivery.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.work.WorkRecord;

/**
 * Says of everybody in a work record whether they are to be sent to, end at once or stay planned. Addresses are read here, before the
 * claim: who has none is taken up as ended. Thread-safe.
 */
final class Selector<A> {
    private final BulletinClass lane;
    private final Addresses<A> addresses;
    private final Gate gate;

    Selector(BulletinClass lane, Addresses<A> addresses, Gate gate) {
        this.lane = lane;
        this.addresses = addresses;
        this.gate = gate;
    }

    /**
     * A record that is about to be claimed.
     *
     * @param tried the ids under which that was tried before
     */
    record Candidate(RecordInHand hand, WorkRecord record, IssuedDirective directive, Set<DeliveryId> tried) {}

    /** As things stand now. */
    Selection<A> select(Candidate candidate) {
        return select(candidate, false);
    }

    /** When the directive is withdrawn, whether or not this instance has heard of it. */
    Selection<A> selectWithdrawn(Candidate candidate) {
        return select(candidate, true);
    }

    private Selection<A> select(Candidate candidate, boolean withdrawn) {
        RecordInHand hand = candidate.hand();
        List<Recipient> open = new ArrayList<>();
        List<Claims.Entry> entries = new ArrayList<>();
        Set<AreaCode> parked = new HashSet<>();
        for (Recipient recipient : candidate.record().recipients()) {
            switch (withdrawn ? Gate.Bar.WITHDRAWN : gate.check(candidate.directive(), recipient.area())) {
                case NONE, NOT_OURS, UNSURE -> open.add(recipient);
                case WITHDRAWN -> entries.add(entry(hand, recipient, DeliveryState.CANCELLED, null));
                case EXPIRED -> entries.add(entry(hand, recipient, DeliveryState.EXPIRED, null));
                case HALTED -> parked.add(recipient.area());
            }
        }
        Addresses.Found<A> found = addresses.find(candidate.directive(), open.stream().map(Recipient::id).toList());
        open.forEach(recipient -> entries.add(entry(hand, recipient, found)));
        return new Selection<>(new Claims.Request(candidate.record(), lane, entries, parked, candidate.tried()), found.readable());
    }

    private Claims.Entry entry(RecordInHand hand, Recipient recipient, Addresses.Found<A> found) {
        if (found.readable().containsKey(recipient.id())) {
            return entry(hand, recipient, DeliveryState.SENDING, null);
        }
        return found.unreadable().contains(recipient.id())
                ? entry(hand, recipient, DeliveryState.REFUSED, Addresses.UNREADABLE)
                : entry(hand, recipient, DeliveryState.CANCELLED, Addresses.OPTED_OUT);
    }

    private static Claims.Entry entry(RecordInHand hand, Recipient recipient, DeliveryState state, @Nullable String reason) {
        return new Claims.Entry(hand.idOf(recipient.id()), recipient.id(), recipient.area(), state, reason);
    }
}
