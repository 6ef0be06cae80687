package loa.delivery.simulation;

import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.delivery.Revision;

/** What an event of the desk does to the tables, once: the rules of the intake without signatures and positions. */
final class ModelIntake {
    private final ModelSchema schema;
    private final Channel channel;

    ModelIntake(ModelSchema schema, Channel channel) {
        this.schema = schema;
        this.channel = channel;
    }

    /** Acts in one transaction; seen again, it does nothing. */
    void take(UUID id, LoaEvent.FromDesk event, Calls calls, Instant now) {
        calls.run("intake", () -> {
            if (schema.seen.add(id)) {
                act(event, now);
            }
        });
    }

    private void act(LoaEvent.FromDesk event, Instant now) {
        switch (event) {
            case LoaEvent.DirectiveIssued issued -> takeDirective(issued.content(), now);
            case LoaEvent.DirectiveAmended amended -> {
                withdraw(new Revision(amended.content().directive(), amended.replaces()), now);
                takeDirective(amended.content(), now);
            }
            case LoaEvent.DirectiveCancelled cancelled -> withdraw(new Revision(cancelled.directive(), cancelled.revision()), now);
            case LoaEvent.BroadcastHalted halted when halted.channels().contains(channel) ->
                schema.halts.put(halted.area(), Set.copyOf(halted.coveredAreas()));
            case LoaEvent.BroadcastResumed resumed when resumed.channels().contains(channel) -> schema.halts.remove(resumed.area());
            case LoaEvent.BroadcastHalted _,LoaEvent.BroadcastResumed _ -> {
            }
        }
    }

    private void takeDirective(IssuedDirective content, Instant now) {
        if (content.channels().contains(channel)) {
            schema.directives.putIfAbsent(Revision.of(content), new ModelDirective(content, now));
        }
    }

    private void withdraw(Revision revision, Instant now) {
        schema.withdrawals.computeIfAbsent(revision.directive(), d -> new TreeMap<>()).putIfAbsent(revision.number(), now);
    }
}
