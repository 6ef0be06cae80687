package loa.delivery.simulation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import loa.contract.LoaEvent;
import loa.delivery.Recipient;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.ledger.Standing;

/** Sees when a world has come to its end, and whether nobody was dropped in it. */
final class EndWatch {
    private final World world;

    EndWatch(World world) {
        this.world = world;
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
        return world.schema.rows.values().stream().noneMatch(EndWatch::isOpen);
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
    void look() {
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
