package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import loa.contract.DirectiveId;
import loa.delivery.Deliveries;
import loa.delivery.DeliveryId;
import loa.delivery.DeliveryTrace;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.DeliveryState;
import loa.delivery.work.WorkRecord;

import static loa.delivery.ledger.sql.LedgerFixture.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Traces, page by page. */
class LedgerReaderPostgresTest {
    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatARecipientWasSentIsReadPageByPage() {
        RecipientId recipient = new RecipientId(UUID.randomUUID());
        for (Revision each : List.of(ledger.revision, new Revision(DirectiveId.next(), 1), new Revision(DirectiveId.next(), 1))) {
            if (!each.equals(ledger.revision)) {
                ledger.take(each);
            }
            ledger.claim(ledger.plan(new WorkRecord(each, 0, List.of(new WorkRecord.Run(EAST, List.of(recipient))))), ledger.owner);
        }
        var reader = new LedgerReader(ledger.schema.database(), () -> "fake");

        List<DeliveryTrace> all = reader.ofRecipient(recipient, null, null, 500);
        List<DeliveryTrace> first = reader.ofRecipient(recipient, null, null, 2);

        assertThat(all).hasSize(3);
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(reader.ofRecipient(recipient, null, first.getLast().delivery(), 2)).isEqualTo(all.subList(2, 3));
    }

    @Test
    void pagesOfDeliveriesInAStateFollowOneAnotherAndHoldEachOnce() {
        List<DeliveryId> ids = new ArrayList<>(ledger.claim(ledger.planned(0, 25), ledger.owner));
        ids.subList(0, 20).forEach(id -> ledger.settle(id, DeliveryState.ACCEPTED, null));
        var reader = new LedgerReader(ledger.schema.database(), () -> "fake");

        List<DeliveryId> paged = new ArrayList<>();
        List<DeliveryTrace> page = reader.inState(ledger.revision.directive(), "accepted", null, 7);
        while (!page.isEmpty()) {
            page.forEach(trace -> paged.add(trace.delivery()));
            page = reader.inState(ledger.revision.directive(), "accepted", paged.getLast(), 7);
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(ids.subList(0, 20));
        assertThat(reader.inState(ledger.revision.directive(), "delivered", null, 7)).isEmpty();
        assertThat(reader.inState(ledger.revision.directive(), "no-such-state", null, 7)).isEmpty();
    }

    @Test
    void whatIsUnknownIsFoundByReasonAgeAndAreaAndSaysWhenItIsAskedAbout() {
        List<DeliveryId> ids = new ArrayList<>(ledger.claim(ledger.planned(0, 25), ledger.owner));
        ids.subList(0, 8).forEach(id -> ledger.settle(id, DeliveryState.UNKNOWN, "fake:503"));
        ids.subList(8, 20).forEach(id -> ledger.settle(id, DeliveryState.UNKNOWN, "fake:no-answer"));
        var reader = new LedgerReader(ledger.schema.database(), () -> "fake");
        DirectiveId directive = ledger.revision.directive();
        var ofOne = new Deliveries.Filter("fake:503", null, area -> true);
        var old = new Deliveries.Filter(null, ledger.now.minusSeconds(3600), area -> true);
        var elsewhere = new Deliveries.Filter(null, null, area -> false);

        assertThat(reader.inState(directive, "unknown", ofOne, null, 500)).hasSize(8)
                .allSatisfy(trace -> assertThat(trace.asking()).isNotNull());
        assertThat(reader.inState(directive, "unknown", old, null, 500)).isEmpty();
        assertThat(reader.inState(directive, "unknown", elsewhere, null, 3)).isEmpty();
        assertThat(reader.unknown(directive, Deliveries.Filter.NONE))
                .extracting(Deliveries.UnknownGroup::reason, Deliveries.UnknownGroup::count)
                .containsExactly(tuple("fake:no-answer", 12L), tuple("fake:503", 8L));
        assertThat(reader.unknown(directive, ofOne)).hasSize(1);
        assertThat(reader.unknown(directive, elsewhere)).isEmpty();
    }
}
