package loa.publisher.deadletter;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.Caller;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Role;
import loa.publisher.directive.ExpectedVersion;
import loa.publisher.directive.Reason;

/** What an administrator can do with refused records. When a method returns, the act and who did it are stored. */
public final class Letters {
    private static final Logger log = LoggerFactory.getLogger(Letters.class);

    private final LetterStore store;
    private final Replayer replayer;
    private final OpenLetters open;
    private final TransactionOperations transactions;
    private final Clock clock;

    Letters(LetterStore store, Replayer replayer, OpenLetters open, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.replayer = replayer;
        this.open = open;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A letter with what of its record may be shown. */
    public record Opened(DeadLetter letter, ShownRecord record) {}

    /**
     * A page of the letters, those taken last first.
     *
     * @throws ProblemException 403
     */
    public Listing<DeadLetter> list(Caller caller, LetterFilter filter, PageRequest page) {
        Rights.require(caller, Role.ADMINISTRATOR);
        return Listing.of(store.list(filter, page.afterId().orElse(null), page.fetch()), page, letter -> letter.id().toString());
    }

    /**
     * The topics of which there are letters.
     *
     * @throws ProblemException 403
     */
    public List<String> topics(Caller caller) {
        Rights.require(caller, Role.ADMINISTRATOR);
        return store.topics();
    }

    /**
     * One letter.
     *
     * @throws ProblemException 403, 404
     */
    public Opened get(Caller caller, DeadLetterId id) {
        Rights.require(caller, Role.ADMINISTRATOR);
        DeadLetter letter = store.find(id).orElseThrow(() -> unknown(id));
        return new Opened(letter, ShownRecord.of(store.record(id)));
    }

    /**
     * Puts the record onto its topic again, as it was before it was refused. A crash in the midst may do so twice; whoever takes it knows
     * repetitions. When it is refused again, that is another letter.
     *
     * @param reason null: none was given
     * @throws ProblemException 403, 404, 409, 412; 422 when it is not known where it belongs, or Kafka will not have it; 503 without Kafka
     */
    public Opened replay(Caller caller, DeadLetterId id, ExpectedVersion expected, @Nullable Reason reason) {
        return decide(caller, id, expected, LetterAct.REPLAY, letter -> {
            Place to = putBack(letter);
            return new LetterState.Decided(LetterAct.REPLAY, caller.holder(), caller.name(), OffsetDateTime.now(clock),
                    reason == null ? null : reason.text(), to);
        });
    }

    /**
     * Notes that nobody will act upon the record.
     *
     * @throws ProblemException 403, 404, 409, 412
     */
    public Opened discard(Caller caller, DeadLetterId id, ExpectedVersion expected, Reason reason) {
        return decide(caller, id, expected, LetterAct.DISCARD, _ -> new LetterState.Decided(LetterAct.DISCARD, caller.holder(),
                caller.name(), OffsetDateTime.now(clock), reason.text(), null));
    }

    private Opened decide(Caller caller, DeadLetterId id, ExpectedVersion expected, LetterAct act,
            Function<DeadLetter, LetterState.Decided> decision) {
        Rights.require(caller, Role.ADMINISTRATOR);
        transactions.executeWithoutResult(_ -> {
            DeadLetter letter = store.lock(id).orElseThrow(() -> unknown(id));
            if (!letter.state().admits(act, caller)) {
                return;
            }
            expected.check(letter.version());
            store.decide(id, decision.apply(letter));
            log.atWarn().addKeyValue("letter", id).addKeyValue("topic", letter.place().topic())
                    .addKeyValue("offset", letter.place().offset()).addKeyValue("act", act.state()).addKeyValue("by", caller.holder())
                    .log("A person has decided about a refused record.");
        });
        open.forget();
        return get(caller, id);
    }

    private Place putBack(DeadLetter letter) {
        if (!letter.isReplayable()) {
            throw cannot("not-replayable", Wording.of("Bản ghi này không ghi rõ nó đã đứng trên chủ đề nào của Loa.",
                    "This record does not say on which topic of Loa it stood."));
        }
        return switch (replayer.put(store.record(letter.id()).original(), letter.place())) {
            case Replayer.Result.Stored(Place place) -> place;
            case Replayer.Result.Refused() -> throw cannot("refused-by-kafka",
                    Wording.of("Kafka không nhận bản ghi này.", "Kafka does not take this record."));
            case Replayer.Result.NotReached() -> throw ProblemException.unavailable("kafka");
        };
    }

    private static ProblemException cannot(String code, Wording why) {
        return ProblemException.invalid("", code, why);
    }

    private static ProblemException unknown(DeadLetterId id) {
        return ProblemException.notFound(Wording.of("Không có bản ghi bị từ chối %s.", "There is no dead letter %s.", id));
    }

    /** Removes what the topic itself does not keep any longer. */
    void prune() {
        int removed = store.prune(OffsetDateTime.now(clock).minus(LetterConfiguration.RETENTION));
        if (removed > 0) {
            open.forget();
            log.atInfo().addKeyValue("letters", removed).log("Dead letters were removed after their time.");
        }
    }
}
