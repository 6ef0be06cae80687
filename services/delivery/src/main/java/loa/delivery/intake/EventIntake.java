package loa.delivery.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;
import loa.contract.Verification;
import loa.delivery.Revision;
import loa.delivery.control.Restraints;
import loa.delivery.control.SqlRestraints;
import loa.delivery.held.HeldStore;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;
import loa.delivery.taken.SqlTakenDirectives;

/** Acts upon one genuine event, once: everything it means, that it was seen, and how far the log was read stand in one transaction. */
public final class EventIntake {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    private final EventMemory memory = new EventMemory();
    private final Channel channel;
    private final Database database;
    private final SqlTakenDirectives directives;
    private final SqlRestraints restraints;
    private final InstantSource clock;

    /** Takes events for one channel. */
    public EventIntake(Channel channel, Database database, SqlTakenDirectives directives, SqlRestraints restraints, InstantSource clock) {
        this.channel = channel;
        this.database = database;
        this.directives = directives;
        this.restraints = restraints;
        this.clock = clock;
    }

    /**
     * Where an event stood.
     *
     * @param isOld it was written before this schema existed
     */
    public record Source(int partition, long offset, boolean isOld) {}

    /** What became of an event. */
    public sealed interface Result {
        /**
         * Acted upon, or not for this channel.
         *
         * @param repeated whether the desk had said it before: not when another instance has read this very record
         * @param answer   what the desk is told at once
         */
        record Taken(boolean repeated, Optional<LoaEvent.HaltAcknowledged> answer) implements Result {}

        /** Not to be believed after all. */
        record Refused(Verification.Reason reason, String detail) implements Result {}
    }

    /** Takes an event whose signature was checked. */
    public Result take(Verification.Genuine genuine, Source source, IntakePositions positions) {
        if (!(genuine.event() instanceof LoaEvent.FromDesk event)) {
            return new Result.Refused(Verification.Reason.MISPLACED, "An event of a channel stands among those of the desk.");
        }
        return database.inTransaction(session -> isKeyOfAnother(session, event)
                ? new Result.Refused(Verification.Reason.UNSTORABLE, "Another directive has this one's number in the ledger.")
                : take(session, event, genuine, source, positions));
    }

    private Result take(Session session, LoaEvent.FromDesk event, Verification.Genuine genuine, Source source,
            IntakePositions positions) {
        return switch (memory.note(session, genuine.eventId(), genuine.value(), clock.instant())) {
            case FIRST -> {
                boolean unused = positions.moveOn(session, source.partition(), source.offset() + 1);
                act(session, event, genuine, source);
                yield new Result.Taken(false, answer(event));
            }
            case AGAIN -> new Result.Taken(positions.moveOn(session, source.partition(), source.offset() + 1), answer(event));
            // not passed over before it lies among the dead letters
            case CHANGED -> new Result.Refused(Verification.Reason.CHANGED_BYTES, "The event's id is known with other bytes.");
        };
    }

    /** Notes that a refused record has been put aside. */
    public void passOver(Source source, IntakePositions positions) {
        database.change(session -> {
            boolean unused = positions.moveOn(session, source.partition(), source.offset() + 1);
        });
    }

    /** Asked before anything is noted: the event that is refused has not been seen, and may come again. */
    private boolean isKeyOfAnother(Session session, LoaEvent.FromDesk event) {
        return event instanceof LoaEvent.ToDeliver issued && issued.content().channels().contains(channel)
                && directives.isKeyOfAnother(session, Revision.of(issued.content()));
    }

    private void act(Session session, LoaEvent.FromDesk event, Verification.Genuine genuine, Source source) {
        switch (event) {
            case LoaEvent.DirectiveIssued issued -> takeDirective(session, issued.content(), genuine, source);
            case LoaEvent.DirectiveAmended amended -> {
                Revision replaced = new Revision(amended.content().directive(), amended.replaces());
                withdraw(session, replaced, Restraints.Cause.AMENDED, amended.reason());
                takeDirective(session, amended.content(), genuine, source);
            }
            case LoaEvent.DirectiveCancelled cancelled -> withdraw(session, new Revision(cancelled.directive(), cancelled.revision()),
                    Restraints.Cause.CANCELLED, cancelled.reason());
            case LoaEvent.BroadcastHalted halted when halted.channels().contains(channel) -> restraints.halt(session, halted);
            case LoaEvent.BroadcastResumed resumed when resumed.channels().contains(channel) -> restraints.resume(session, resumed.area());
            case LoaEvent.BroadcastHalted _,LoaEvent.BroadcastResumed _ -> {
            }
        }
    }

    private void takeDirective(Session session, IssuedDirective content, Verification.Genuine genuine, Source source) {
        if (!content.channels().contains(channel)) {
            return;
        }
        Instant now = clock.instant();
        SqlTakenDirectives.As as = as(content, source, now);
        Revision revision = Revision.of(content);
        if (!directives.store(session, genuine.eventId(), content, genuine.value(), as, now)) {
            return;
        }
        LOG.atInfo().addKeyValue("directive", revision).addKeyValue("lane", content.bulletinClass().code()).addKeyValue("as", as)
                .log("Took a directive");
        switch (as) {
            case WAITING -> touch(session, revision);
            case HELD -> HeldStore.hold(session, revision, now);
            case PAST -> {
            }
        }
    }

    private static SqlTakenDirectives.As as(IssuedDirective content, Source source, Instant now) {
        if (!source.isOld()) {
            return SqlTakenDirectives.As.WAITING;
        }
        return content.expires().toInstant().isAfter(now) ? SqlTakenDirectives.As.HELD : SqlTakenDirectives.As.PAST;
    }

    private void withdraw(Session session, Revision revision, Restraints.Cause cause, String reason) {
        restraints.withdraw(session, revision, cause, reason, clock.instant());
        HeldStore.withdraw(session, revision);
        session.sql(
                "select directive, revision from directive_taken where directive = :directive and revision <= :revision order by revision")
                .set("directive", revision.directive().value()).set("revision", revision.number())
                .list(row -> new Revision(revision.directive(), row.integer("revision"))).forEach(known -> touch(session, known));
        LOG.atInfo().addKeyValue("directive", revision).addKeyValue("cause", cause).log("Withdrew a directive");
    }

    private static void touch(Session session, Revision revision) {
        Tally tally = new Tally();
        tally.touch(new Tally.Shard(revision, 0));
        tally.write(session);
    }

    private Optional<LoaEvent.HaltAcknowledged> answer(LoaEvent.FromDesk event) {
        var now = clock.instant().atOffset(LoaJson.OFFSET);
        return switch (event) {
            case LoaEvent.BroadcastHalted halted when halted.channels().contains(channel) ->
                Optional.of(new LoaEvent.HaltAcknowledged(halted.area(), channel, true, now));
            case LoaEvent.BroadcastResumed resumed when resumed.channels().contains(channel) ->
                Optional.of(new LoaEvent.HaltAcknowledged(resumed.area(), channel, false, now));
            case LoaEvent.BroadcastHalted _,LoaEvent.BroadcastResumed _,LoaEvent.ToDeliver _,LoaEvent.DirectiveCancelled _ ->
                Optional.empty();
        };
    }
}
