package loa.delivery.report;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.DirectiveId;
import loa.delivery.Revision;
import loa.delivery.ledger.sql.Tally;
import loa.delivery.support.TestSchema;

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
        schema.database().change(session -> {
            Tally tally = new Tally();
            tally.touch(new Tally.Shard(revision, 0));
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
