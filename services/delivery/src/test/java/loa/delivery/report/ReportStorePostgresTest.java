package loa.delivery.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.DirectiveId;
import loa.delivery.Revision;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.support.TestSchema;
import loa.delivery.work.WorkRecord;

import static org.assertj.core.api.Assertions.assertThat;

class ReportStorePostgresTest {
    private final TestSchema schema = new TestSchema();
    private final ReportStore store = new ReportStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void emergenciesComeFirstAndThenTheOldestNewsInTurn() {
        Revision older = taken("routine");
        Revision newer = taken("routine");
        Revision emergency = taken("emergency");
        touch(newer);
        touch(older);
        touch(emergency);

        assertThat(said(1)).containsExactly(emergency);
        assertThat(said(1)).containsExactly(newer);
        touch(newer);
        assertThat(said(1)).as("whose news came first").containsExactly(older);
        assertThat(said(1)).containsExactly(newer);
        assertThat(said(1)).isEmpty();
    }

    @Test
    void whatChangedWhileItWasSaidIsSaidAgain() {
        Revision revision = taken("priority");
        touch(revision);
        List<ReportStore.Changed> changed = store.changed(store.now(), 10);

        touch(revision);
        store.reported(changed);

        assertThat(said(10)).containsExactly(revision);
        assertThat(said(10)).isEmpty();
    }

    /** The reporter names shards by their news, the counts lock them by their keys. */
    @Test
    void whoSaysAndWhoCountsNeverWaitForEachOther() throws Exception {
        List<Revision> revisions = Stream.generate(() -> taken("priority")).limit(6).toList();
        touch(revisions, WorkRecord.SHARDS);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int round = 0; round < 60; round++) {
                List<ReportStore.Changed> changed = new ArrayList<>(store.changed(store.now(), 48));
                Collections.reverse(changed);
                var start = new CyclicBarrier(3);
                List<Future<?>> both = Stream
                        .<Runnable>of(() -> store.reported(changed), () -> touch(revisions, WorkRecord.SHARDS),
                                () -> touch(revisions, WorkRecord.SHARDS))
                        .<Future<?>>map(task -> threads.submit(() -> {
                            start.await(30, TimeUnit.SECONDS);
                            task.run();
                            return true;
                        })).toList();
                for (Future<?> one : both) {
                    one.get(30, TimeUnit.SECONDS);
                }
            }
        }

        assertThat(schema.database().repeated()).as("transactions that PostgreSQL broke up").isZero();
    }

    @Test
    void whoHasJustSaidSomethingIsNotHeardAgainBeforeTheOthers() {
        Revision talkative = taken("emergency");
        Revision quiet = taken("routine");
        touch(talkative);
        touch(quiet);
        Instant now = store.now();
        List<ReportStore.Changed> first = store.changed(now, 1);

        touch(talkative);
        store.reported(first);

        assertThat(store.changed(now, 10).stream().map(c -> c.shard().revision())).containsExactly(quiet);
        assertThat(said(10)).containsExactly(talkative, quiet);
    }

    private List<Revision> said(int limit) {
        List<ReportStore.Changed> changed = store.changed(store.now(), limit);
        if (!changed.isEmpty()) {
            store.reported(changed);
        }
        return changed.stream().map(c -> c.shard().revision()).toList();
    }

    private void touch(Revision revision) {
        touch(List.of(revision), 1);
    }

    private void touch(List<Revision> revisions, int shards) {
        schema.database().change(session -> {
            Tally tally = new Tally();
            revisions.forEach(revision -> IntStream.range(0, shards).forEach(n -> tally.touch(new Tally.Shard(revision, n))));
            tally.write(session);
        });
    }

    private Revision taken(String lane) {
        Revision revision = new Revision(DirectiveId.next(), 1);
        schema.change(
                "insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state) values ('"
                        + revision.directive() + "', 1, gen_random_uuid(), '', '" + lane
                        + "', now(), now() + interval '1 hour', now(), 'planned')");
        return revision;
    }
}
