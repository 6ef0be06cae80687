package loa.publisher.halt;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.LoaEvent;
import loa.contract.Role;
import loa.publisher.area.Areas;
import loa.publisher.directive.Reason;
import loa.publisher.outbox.Outbox;

/** Stops and lets go on. When a method returns, the decision and the record for the channels are stored together. */
public final class Halts {
    private static final Logger log = LoggerFactory.getLogger(Halts.class);

    private final HaltStore store;
    private final Areas areas;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    Halts(HaltStore store, Areas areas, Outbox outbox, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.areas = areas;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Halts an area and all below it. A halt that is there already is replaced.
     *
     * @param channels on which; not empty
     * @throws ProblemException 403, 422 for an unknown area
     */
    public Halt halt(Caller caller, AreaCode code, Set<Channel> channels, Reason reason) {
        Rights.require(caller, Role.APPROVER, Role.OPERATOR);
        Area area = areas.find(code, LocalDate.now(clock)).orElseThrow(() -> ProblemException.invalid("/area", "unknown-area",
                Wording.of("Không có địa bàn %s.", "There is no area %s.", code)));
        Rights.requireArea(caller, area.path());
        return transactions.execute(_ -> {
            store.lock(code);
            OffsetDateTime now = OffsetDateTime.now(clock);
            List<AreaCode> covered = areas.covered(List.of(code), now.toLocalDate());
            // Channels that the earlier halt named and this one does not go on.
            store.find(code).map(earlier -> without(earlier.channels(), channels)).filter(freed -> !freed.isEmpty()).ifPresent(
                    freed -> outbox.append(new LoaEvent.BroadcastResumed(code, covered, freed, reason.text(), now), freed, null));
            store.put(code, channels, reason.text(), caller, now);
            outbox.append(new LoaEvent.BroadcastHalted(code, covered, channels, reason.text(), now), channels, null);
            log.atWarn().addKeyValue("area", code).addKeyValue("channels", channels).log("Broadcasting is halted.");
            return store.find(code).orElseThrow();
        });
    }

    /**
     * Ends the halt of this very area; one above it stays.
     *
     * @throws ProblemException 403, 404 when there is none
     */
    public void resume(Caller caller, AreaCode code) {
        Rights.require(caller, Role.APPROVER, Role.OPERATOR);
        LocalDate today = LocalDate.now(clock);
        Rights.requireArea(caller, areas.find(code, today).map(Area::path).orElse(List.of()));
        transactions.executeWithoutResult(_ -> {
            store.lock(code);
            Halt halt = store.find(code).orElseThrow(() -> ProblemException
                    .notFound(Wording.of("Địa bàn %s không bị tạm dừng.", "There is no halt of %s.", code)));
            store.remove(code);
            Set<Channel> channels = EnumSet.copyOf(halt.channels());
            outbox.append(new LoaEvent.BroadcastResumed(code, areas.covered(List.of(code), today), channels, halt.reason(),
                    OffsetDateTime.now(clock)), channels, null);
            log.atWarn().addKeyValue("area", code).addKeyValue("channels", channels).log("Broadcasting goes on.");
        });
    }

    /** A page of the halts in force, the newest first. */
    public Listing<Halt> list(PageRequest page) {
        return Listing.of(store.list(page.after(HaltStore.Place::parse).orElse(null), page.fetch()), page,
                halt -> new HaltStore.Place(halt.at(), halt.area()).toString());
    }

    /** Notes what a channel says about a halt. Repetition changes nothing. */
    public void acknowledge(LoaEvent.HaltAcknowledged answer) {
        if (answer.halted()) {
            store.acknowledge(answer.area(), answer.channel(), answer.at());
        }
    }

    private static Set<Channel> without(List<Channel> earlier, Set<Channel> now) {
        Set<Channel> freed = EnumSet.copyOf(earlier);
        freed.removeAll(now);
        return freed;
    }
}
