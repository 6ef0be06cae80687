package loa.delivery.lane;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.control.ControlState;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.ledger.Releases;
import loa.delivery.ledger.Retries;
import loa.delivery.ledger.Settlement;
import loa.delivery.taken.TakenDirectives;

/** Brings the deferred deliveries of one lane back when they are due, as many as the lane may have in hand. Used by one thread. */
final class Retrier<A> {
    private static final int MOST = 500;

    /** With the attempt: an earlier one may be written again, and so be done, when the next has been taken already. */
    private final Map<DeliveryId, Integer> inHand = new ConcurrentHashMap<>();
    private final BulletinClass lane;
    private final Addresses<A> addresses;
    private final Books books;
    private final Gate gate;
    private final Exit<A> exit;
    private boolean answerLost;

    /**
     * What is read on the way.
     *
     * @param clock the ledger's own
     */
    record Books(Retries retries, Releases releases, TakenDirectives directives, ControlState controls, InstantSource clock) {}

    Retrier(BulletinClass lane, Addresses<A> addresses, Books books, Gate gate, Exit<A> exit) {
        this.lane = lane;
        this.addresses = addresses;
        this.books = books;
        this.gate = gate;
        this.exit = exit;
    }

    boolean step() {
        int limit = MOST - inHand.size();
        if (limit <= 0 || !gate.isOpen()) {
            return false;
        }
        int owner = gate.owner();
        if (answerLost) {
            books.releases().putBackStray(lane, inHand.keySet(), owner, books.clock().instant());
        }
        answerLost = true;
        List<OpenDelivery> due = books.retries().take(lane, books.controls().halted(), owner, books.clock().instant(), limit);
        due.forEach(open -> inHand.put(open.id(), open.attempt()));
        answerLost = false;
        handOn(due, owner);
        return due.size() == limit;
    }

    /** They are ours and sending now: what cannot be handed on must not stay so, nor keep the others from going on. */
    private void handOn(List<OpenDelivery> due, int owner) {
        List<RuntimeException> failures = new ArrayList<>();
        due.stream().collect(Collectors.groupingBy(OpenDelivery::revision)).forEach((revision, deliveries) -> {
            try {
                submit(revision, deliveries, owner);
            } catch (RuntimeException e) {
                // what is put back is not counted: whether it is an exercise need not be known
                deliveries.forEach(open -> end(open, false, new Ending.PutBack(open.id(), owner)));
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void submit(Revision revision, List<OpenDelivery> deliveries, int owner) {
        IssuedDirective directive = books.directives().get(revision);
        Addresses.Found<A> found = addresses.find(directive, deliveries.stream().map(OpenDelivery::recipient).toList());
        List<Job<A>> jobs = new ArrayList<>();
        for (OpenDelivery open : deliveries) {
            A address = found.readable().get(open.recipient());
            if (address == null) {
                end(open, directive.exercise(), unsent(open, owner, found.unreadable().contains(open.recipient())));
                continue;
            }
            var delivery = new Delivery<>(open.id(), directive, open.recipient(), open.area(), address, open.attempt(), open.claimedAt());
            jobs.add(new Job<>(delivery, owner, () -> inHand.remove(open.id(), open.attempt())));
        }
        exit.dispatcher().submit(lane, jobs);
    }

    private void end(OpenDelivery open, boolean exercise, Ending ending) {
        exit.settler().end(new Kind(lane, exercise), ending, () -> inHand.remove(open.id(), open.attempt()));
    }

    private static Ending unsent(OpenDelivery open, int owner, boolean unreadable) {
        return new Ending.Settle(unreadable
                ? Settlement.unsent(open.id(), open.attempt(), owner, DeliveryState.REFUSED, Addresses.UNREADABLE)
                : Settlement.unsent(open.id(), open.attempt(), owner, DeliveryState.CANCELLED, Addresses.OPTED_OUT));
    }
}
