package loa.delivery.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.DeliveryId;
import loa.delivery.ReceiptInbox;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.control.Instances;
import loa.delivery.control.Restraints;
import loa.delivery.ledger.Endings;
import loa.delivery.ledger.Ledger;
import loa.delivery.ledger.ReceiptState;
import loa.delivery.ledger.Takeover;
import loa.delivery.plan.Plans;
import loa.delivery.taken.TakenDirectives;
import loa.delivery.work.WorkRecord;
import loa.delivery.work.WorkRecords;

/** An implementation of everything that moves the ledger, with what a test needs to set the scene and to look at the outcome. */
interface LedgerUnderTest extends AutoCloseable {
    Ledger ledger();

    Takeover takeover();

    Endings endings();

    ReceiptInbox receipts();

    Plans plans();

    WorkRecords work();

    Restraints restraints();

    TakenDirectives taken();

    Instances instances();

    /** Another live instance. */
    int instance();

    /** The lease of an instance has run out. */
    void lapse(int instance);

    void take(IssuedDirective directive);

    /** Takes a directive that is to be planned. False when its revision is known. */
    boolean announce(IssuedDirective directive);

    /** Stores one record of a directive that was taken. */
    WorkRecord plan(Revision revision, BulletinClass lane, int seq, List<Recipient> recipients);

    void withdraw(Revision revision, Instant at);

    void halt(AreaCode area, List<AreaCode> covered);

    void resume(AreaCode area);

    /** Each row as it stands. */
    Map<RecipientId, Entry> rows(Revision revision);

    /** The counts as they are kept, by their names in reports; those that are zero are left out. */
    Map<String, Long> counts(Revision revision);

    @Override
    void close();

    /**
     * What matters of a row.
     *
     * @param owner     0 unless sending
     * @param maybeSent of an open one that waits or is sent again
     */
    record Entry(DeliveryId id, String state, int attempts, int owner, boolean maybeSent, int checks, @Nullable Instant retryAt,
            @Nullable Instant askAt, @Nullable ReceiptState receipt, @Nullable String reference) {}
}
