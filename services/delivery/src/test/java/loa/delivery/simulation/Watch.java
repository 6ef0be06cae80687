package loa.delivery.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.LoaEvent;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.lane.SteppedLanes;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;

/** Looks at everything after each step: what was promised, and what really happened. */
final class Watch {
    private static final long IN_FORCE_AFTER = Duration.ofSeconds(2).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final World world;
    private final Map<DirectiveId, Map<Integer, Long>> withdrawn = new HashMap<>();
    private final Map<AreaCode, Long> halted = new HashMap<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private final Map<DeliveryId, Standing> ended = new HashMap<>();
    private final Set<Attempt> made = new HashSet<>();
    private final Turns turns;
    private long seen = -1;
    int sends;
    int duplicates;

    private record Attempt(DeliveryId delivery, int number) {}

    Watch(World world) {
        this.world = world;
        this.turns = new Turns(world);
    }

    boolean isHalted(AreaCode area) {
        return halted.containsKey(area);
    }

    /** A permit was given to a lane. */
    void granted(BulletinClass lane) {
        turns.granted(lane);
    }

    /** The longest that a lane with something due got no permit while others got theirs. */
    Duration longestWait() {
        return Duration.ofNanos(turns.longest);
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

    /** Nobody knew whether it was sent: so often, and not more, may it go out again. */
    private int doubts(ModelProvider.Text text) {
        return world.schema.doubts.getOrDefault(text, 0);
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

    /** After each step. */
    void look() {
        if (world.schema.version() == seen) {
            return;
        }
        seen = world.schema.version();
        Map<Revision, EnumMap<DeliveryState, Integer>> counted = new HashMap<>();
        for (ModelRow row : world.schema.rows.values()) {
            counted.computeIfAbsent(row.revision, r -> new EnumMap<>(DeliveryState.class)).merge(row.state(), 1, Integer::sum);
            neverBack(row);
            if (row.standing() instanceof Standing.Sending s && !world.schema.instances.containsKey(s.owner())) {
                throw new Violation("a row is sending for %d, who is buried".formatted(s.owner()));
            }
        }
        world.schema.directives.forEach((revision, directive) -> adds(revision, directive, counted.get(revision)));
    }

    private void neverBack(ModelRow row) {
        Standing before = row.standing() instanceof Standing.Settled settled ? ended.put(row.id, settled) : ended.get(row.id);
        if (before == null || before.equals(row.standing())) {
            return;
        }
        boolean isBetterReceipt = before instanceof Standing.Accepted was && row.standing() instanceof Standing.Accepted now
                && now.receipt() != null && now.receipt().outranks(was.receipt());
        if (!isBetterReceipt) {
            throw new Violation("what ended as %s is now %s".formatted(before, row.standing()));
        }
    }

    private void adds(Revision revision, ModelDirective directive,
            @org.jspecify.annotations.Nullable EnumMap<DeliveryState, Integer> rows) {
        int all = 0;
        for (DeliveryState state : DeliveryState.values()) {
            int counts = world.schema.counted(revision, state);
            int really = rows == null ? 0 : rows.getOrDefault(state, 0);
            if (counts != really) {
                throw new Violation("%s: %d are counted %s, but %d rows are".formatted(revision, counts, state.code(), really));
            }
            all += counts;
        }
        if (all > directive.audience) {
            throw new Violation("%s: an audience of %d has %d rows".formatted(revision, directive.audience, all));
        }
    }

    /** Whether nothing can happen any more but by a person or a receipt. */
    boolean isSettled() {
        if (world.schema.directives.size() < expected() || world.isChaos()) {
            return false;
        }
        for (Map.Entry<Revision, ModelDirective> e : world.schema.directives.entrySet()) {
            ModelDirective d = e.getValue();
            if (d.state != ModelDirective.State.PLANNED) {
                return false;
            }
            int rows = 0;
            for (DeliveryState state : DeliveryState.values()) {
                rows += world.schema.counted(e.getKey(), state);
            }
            if (rows < d.audience) {
                return false;
            }
        }
        return world.schema.rows.values().stream().noneMatch(Watch::isOpen);
    }

    private long expected() {
        Set<Revision> said = new HashSet<>();
        world.desk.log.forEach(s -> {
            if (s.event() instanceof LoaEvent.ToDeliver d) {
                said.add(Revision.of(d.content()));
            }
        });
        return said.size();
    }

    private static boolean isOpen(ModelRow row) {
        return switch (row.standing()) {
            case Standing.Unknown u -> u.askAt() != null;
            case Standing.Sending _,Standing.Deferred _ -> true;
            case Standing.Planned _,Standing.Settled _ -> false;
        };
    }

    /** At the end: nobody was dropped, and the ledger says of everybody what is true. */
    void end() {
        world.schema.directives.forEach((revision, directive) -> {
            boolean wasWithdrawnBefore = directive.audience == 0 && world.schema.isWithdrawn(revision);
            if (!wasWithdrawnBefore && directive.audience != world.people.all().size()) {
                throw new Violation("%s reaches %d of %d".formatted(revision, directive.audience, world.people.all().size()));
            }
            if (!wasWithdrawnBefore) {
                world.people.all().forEach(recipient -> isTrue(revision, recipient));
            }
        });
    }

    private void isTrue(Revision revision, Recipient recipient) {
        DeliveryState state = world.schema.row(revision, recipient.id()).map(ModelRow::state)
                .orElseThrow(() -> new Violation("%s: nobody knows of %s".formatted(revision, recipient)));
        boolean wasTaken = !world.provider.taken(new ModelProvider.Text(revision, recipient.id())).isEmpty();
        boolean isTrue = switch (state) {
            case ACCEPTED -> wasTaken;
            case REFUSED, GONE, EXPIRED, CANCELLED -> !wasTaken;
            case UNKNOWN -> true;
            case SENDING, DEFERRED -> false;
        };
        if (!isTrue) {
            throw new Violation("%s to %s is %s, but the provider took it %d times".formatted(revision, recipient, state.code(),
                    world.provider.taken(new ModelProvider.Text(revision, recipient.id())).size()));
        }
    }

}
