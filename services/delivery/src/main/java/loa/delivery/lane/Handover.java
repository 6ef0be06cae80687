package loa.delivery.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.ledger.Claims;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Settlement;

/**
 * Lets go of a record's deliveries: to be sent, to be ended, or to be planned again. The record is told of each that is done. Thread-safe.
 */
final class Handover<A> {
    private final BulletinClass lane;
    private final Exit<A> exit;

    Handover(BulletinClass lane, Exit<A> exit) {
        this.lane = lane;
        this.exit = exit;
    }

    /** By whom and when the deliveries of a directive were claimed. */
    record Claimed(IssuedDirective directive, int owner, Instant at) {}

    /** All that is ours goes on. What an earlier try took up and is not to be sent any more is put back, or ends as things stand now. */
    void handOn(RecordInHand hand, Selection<A> selection, Set<DeliveryId> ours, Claimed claimed) {
        List<Job<A>> jobs = new ArrayList<>();
        List<Ending> unsent = new ArrayList<>();
        Set<DeliveryId> left = new HashSet<>(ours);
        for (Claims.Entry entry : selection.request().entries()) {
            if (left.remove(entry.id())) {
                A address = selection.addresses().get(entry.recipient());
                if (entry.state() == DeliveryState.SENDING && address != null) {
                    jobs.add(job(hand, entry, address, claimed));
                } else {
                    unsent.add(new Ending.Settle(Settlement.unsent(entry.id(), 1, claimed.owner(), entry.state(), entry.reason())));
                }
            }
        }
        left.forEach(id -> unsent.add(new Ending.PutBack(id, claimed.owner())));
        hand.expect(jobs.size() + unsent.size());
        end(hand, unsent, claimed.directive().exercise());
        exit.dispatcher().submit(lane, jobs);
    }

    /** They stay planned. */
    void putBack(RecordInHand hand, Collection<DeliveryId> ours, int owner) {
        List<Ending> endings = ours.stream().<Ending>map(id -> new Ending.PutBack(id, owner)).toList();
        hand.expect(endings.size());
        // what is put back is not counted: whether it is an exercise need not be known
        end(hand, endings, false);
    }

    private static <A> Job<A> job(RecordInHand hand, Claims.Entry entry, A address, Claimed claimed) {
        var delivery = new Delivery<>(entry.id(), claimed.directive(), entry.recipient(), entry.area(), address, 1, claimed.at());
        return new Job<>(delivery, claimed.owner(), hand::oneDone);
    }

    private void end(RecordInHand hand, List<Ending> endings, boolean exercise) {
        Kind kind = new Kind(lane, exercise);
        endings.forEach(ending -> exit.settler().end(kind, ending, hand::oneDone));
    }
}
