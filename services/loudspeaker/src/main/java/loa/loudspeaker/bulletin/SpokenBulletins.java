package loa.loudspeaker.bulletin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import loa.contract.Bulletin;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.ExerciseMark;
import loa.contract.IssuedDirective;
import loa.contract.SigningKey;
import loa.loudspeaker.speech.Clip;
import loa.loudspeaker.speech.Clips;

/**
 * The spoken bulletins of directives: made once, however many stations ask at the same time, and remembered. Emergencies are made at once,
 * of everything else a few at a time. Thread-safe.
 */
public final class SpokenBulletins {
    private static final int REMEMBERED = 500;
    private static final int AT_ONCE = 2;

    private final BulletinStore store;
    private final Clips clips;
    private final SigningKey key;
    private final Executor executor;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Map<Key, CompletableFuture<List<SpokenBulletin>>> made = new LinkedHashMap<>(16, 0.75f, true);

    SpokenBulletins(BulletinStore store, Clips clips, SigningKey key, Executor executor) {
        this.store = store;
        this.clips = clips;
        this.key = key;
        this.executor = executor;
    }

    /** The bulletins of a directive for loudspeakers, stored when the future is done. One that failed is tried again by the next who asks. */
    public CompletableFuture<List<SpokenBulletin>> of(IssuedDirective directive) {
        return once(new Key(directive.directive(), directive.revision()), () -> make(directive));
    }

    /** The bulletins of a revision that was made before; empty when it was not. */
    public List<SpokenBulletin> find(DirectiveId directive, int revision) {
        synchronized (made) {
            CompletableFuture<List<SpokenBulletin>> known = made.get(new Key(directive, revision));
            if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
                return known.join();
            }
        }
        List<SpokenBulletin> stored = store.find(directive, revision);
        if (!stored.isEmpty()) {
            remember(new Key(directive, revision), CompletableFuture.completedFuture(stored));
        }
        return stored;
    }

    private CompletableFuture<List<SpokenBulletin>> once(Key asked, Supplier<List<SpokenBulletin>> work) {
        synchronized (made) {
            CompletableFuture<List<SpokenBulletin>> known = made.get(asked);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            CompletableFuture<List<SpokenBulletin>> begun = CompletableFuture.supplyAsync(work, executor);
            remember(asked, begun);
            return begun;
        }
    }

    private void remember(Key asked, CompletableFuture<List<SpokenBulletin>> bulletins) {
        synchronized (made) {
            made.put(asked, bulletins);
            var eldest = made.entrySet().iterator();
            if (made.size() > REMEMBERED && eldest.next().getValue().isDone()) {
                eldest.remove();
            }
        }
    }

    private List<SpokenBulletin> make(IssuedDirective directive) {
        List<SpokenBulletin> stored = store.find(directive.directive(), directive.revision());
        if (!stored.isEmpty()) {
            return stored;
        }
        Announcement about = Announcement.of(directive);
        if (about.interrupts()) {
            return make(directive, about);
        }
        turns.acquireUninterruptibly();
        try {
            return make(directive, about);
        } finally {
            turns.release();
        }
    }

    private List<SpokenBulletin> make(IssuedDirective directive, Announcement about) {
        List<SpokenBulletin> spoken = directive.bulletinsOf(Channel.LOUDSPEAKER).stream().map(b -> speak(directive, about, b)).toList();
        store.insert(spoken);
        return store.find(directive.directive(), directive.revision());
    }

    private SpokenBulletin speak(IssuedDirective directive, Announcement about, Bulletin bulletin) {
        Clip clip = clips.record(marked(about, bulletin), about.bulletinClass());
        String title = bulletin.title() == null ? directive.issuingBody() : bulletin.title();
        int repeats = bulletin.repeats() == null ? 1 : bulletin.repeats();
        String signature = key.sign(ItemSignature.signedText(about, bulletin.language(), clip));
        return new SpokenBulletin(about, bulletin.language(), title, bulletin.text(), repeats, clip, key.id(), signature);
    }

    /** The desk marks an exercise itself; a text that somehow comes without the mark gets it here, and none gets it twice. */
    private static String marked(Announcement about, Bulletin bulletin) {
        return ExerciseMark.on(about.exercise(), bulletin.language(), bulletin.text());
    }

    private record Key(DirectiveId directive, int revision) {}
}
