package loa.delivery.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Revision;
import loa.delivery.lane.SteppedLanes;
import loa.delivery.ledger.Standing;

/** Looks at each send as it leaves and as it is taken: whether it may still go, whose it is, how many there are. */
final class SendWatch {
    private static final long IN_FORCE_AFTER = Duration.ofSeconds(2).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final World world;
    private final Map<DirectiveId, Map<Integer, Long>> withdrawn = new HashMap<>();
    private final Map<AreaCode, Long> halted = new HashMap<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private final Set<Attempt> made = new HashSet<>();
    int sends;
    int duplicates;

    private record Attempt(DeliveryId delivery, int number) {}

    SendWatch(World world) {
        this.world = world;
    }

    boolean isHalted(AreaCode area) {
        return halted.containsKey(area);
    }

    /** Whether this delivery is at the provider, or was. */
    boolean wasMade(DeliveryId delivery, int attempt) {
        return made.contains(new Attempt(delivery, attempt));
    }

    /** The desk has answered somebody with 2xx. */
    void said(LoaEvent.FromDesk event) {
        switch (event) {
            case LoaEvent.DirectiveCancelled c -> withdraw(c.directive(), c.revision());
            case LoaEvent.DirectiveAmended a -> withdraw(a.content().directive(), a.replaces());
            case LoaEvent.BroadcastHalted h -> halted.put(h.area(), world.time.now());
            case LoaEvent.BroadcastResumed r -> halted.remove(r.area());
            case LoaEvent.DirectiveIssued _ -> {
            }
        }
    }

    private void withdraw(DirectiveId directive, int revision) {
        for (int r = 1; r <= revision; r++) {
            withdrawn.computeIfAbsent(directive, d -> new HashMap<>()).putIfAbsent(r, world.time.now());
        }
    }

    /** A request leaves. */
    void sent(Instance by, SteppedLanes.Send<Integer> send) {
        Delivery<Integer> delivery = send.delivery();
        Revision revision = Revision.of(delivery.directive());
        sends++;
        if (!made.add(new Attempt(delivery.id(), delivery.attempt()))) {
            throw new Violation(world.label(delivery) + " attempt " + delivery.attempt() + " is made twice");
        }
        if (!by.wall().isBefore(delivery.directive().expires().toInstant())) {
            throw new Violation(world.label(delivery) + " is sent after its expiry");
        }
        Long since = withdrawn.getOrDefault(revision.directive(), Map.of()).get(revision.number());
        if (since != null && world.time.now() - since >= IN_FORCE_AFTER) {
            throw new Violation(
                    world.label(delivery) + " is sent %d ms after its withdrawal".formatted((world.time.now() - since) / 1_000_000));
        }
        Long haltedSince = halted.get(delivery.area());
        if (haltedSince != null && world.time.now() - haltedSince >= IN_FORCE_AFTER) {
            throw new Violation(
                    world.label(delivery) + " is sent %d ms after a halt".formatted((world.time.now() - haltedSince) / 1_000_000));
        }
        isHis(send);
        isWithinRate();
    }

    private void isHis(SteppedLanes.Send<Integer> send) {
        Delivery<Integer> delivery = send.delivery();
        Standing standing = world.schema.row(delivery.id()).map(ModelRow::standing).orElseGet(Standing.Planned::new);
        if (!(standing instanceof Standing.Sending s && s.owner() == send.owner() && s.attempts() == delivery.attempt())) {
            throw new Violation("%s is sent by %d, attempt %d, and the ledger says %s".formatted(world.label(delivery), send.owner(),
                    delivery.attempt(), standing));
        }
    }

    private void isWithinRate() {
        double rate = world.scenario.ratePerSecond();
        lastSecond.addLast(world.time.now());
        while (world.time.now() - lastSecond.getFirst() >= SECOND) {
            lastSecond.removeFirst();
        }
        if (rate > 0 && lastSecond.size() > rate * 1.02 + world.instances.size() + 1) {
            throw new Violation("%d sends in a second, but %.0f are allowed".formatted(lastSecond.size(), rate));
        }
    }

    /** The provider took one. */
    void accepted(Delivery<Integer> delivery) {
        ModelProvider.Text text = ModelProvider.Text.of(delivery);
        int times = world.provider.taken(text).size();
        if (times > 1) {
            duplicates++;
            int allowed = world.scenario.asking() == Scenario.Asking.LISTS ? 1 : 1 + doubts(text);
            if (times > allowed) {
                throw new Violation("%s was accepted %d times, %d are allowed".formatted(world.label(delivery), times, allowed));
            }
        }
    }

    /** Nobody knew whether it was sent: so often, and not more, may it go out again. */
    private int doubts(ModelProvider.Text text) {
        return world.schema.doubts.getOrDefault(text, 0);
    }
}
