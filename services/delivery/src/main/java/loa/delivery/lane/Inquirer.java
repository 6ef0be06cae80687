package loa.delivery.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.BulletinClass;
import loa.contract.IssuedDirective;
import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.RecipientId;
import loa.delivery.Revision;
import loa.delivery.ledger.Inquiries;
import loa.delivery.ledger.Inquiries.Finding;
import loa.delivery.ledger.OpenDelivery;
import loa.delivery.taken.TakenDirectives;

/** Asks the provider about unknown deliveries, emergencies first, a bounded number at a time. Used by one thread. */
final class Inquirer<A> {
    private static final Logger LOG = LoggerFactory.getLogger(Inquirer.class);
    private static final int MOST = 128;
    /** Of these, kept free for the higher lanes, so that a question about an emergency never waits for routine ones. */
    private static final Map<BulletinClass, Integer> KEPT_FREE = Map.of(BulletinClass.EMERGENCY, 0, BulletinClass.PRIORITY, 64,
            BulletinClass.ROUTINE, 96);
    /** Longer than any question takes; whoever dies while asking leaves the delivery to others after it. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Semaphore free = new Semaphore(MOST);
    private final Addresses<A> addresses;
    private final Inquiry<A> inquiry;
    private final InquiryRule rule;
    private final Books books;
    private final Executor threads;

    /**
     * What is read and written on the way.
     *
     * @param clock the ledger's own
     */
    record Books(Inquiries inquiries, TakenDirectives directives, InstantSource clock) {}

    /**
     * Asks nobody yet.
     *
     * @param threads each question waits for the provider on one of its own
     */
    Inquirer(Addresses<A> addresses, Inquiry<A> inquiry, InquiryRule rule, Books books, Executor threads) {
        this.addresses = addresses;
        this.inquiry = inquiry;
        this.rule = rule;
        this.books = books;
        this.threads = threads;
    }

    boolean step() {
        boolean more = false;
        Instant now = books.clock().instant();
        for (BulletinClass lane : BulletinClass.values()) {
            int limit = free.availablePermits() - KEPT_FREE.getOrDefault(lane, 0);
            if (limit > 0) {
                List<OpenDelivery> due = books.inquiries().take(lane, now, LEASE, limit);
                due.stream().collect(Collectors.groupingBy(OpenDelivery::revision))
                        .forEach((revision, deliveries) -> askOrLeave(revision, deliveries, now));
                more |= due.size() == limit;
            }
        }
        return more && free.availablePermits() > KEPT_FREE.getOrDefault(BulletinClass.ROUTINE, 0);
    }

    /** One directive whose addresses cannot be had does not keep the others from being asked about; it comes again after the lease. */
    private void askOrLeave(Revision revision, List<OpenDelivery> deliveries, Instant now) {
        try {
            ask(revision, deliveries, now);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("directive", revision).setCause(e).log("Nobody could be asked about a directive's deliveries");
        }
    }

    private void ask(Revision revision, List<OpenDelivery> deliveries, Instant now) {
        IssuedDirective directive = books.directives().get(revision);
        Map<RecipientId, A> found = addresses.find(directive, deliveries.stream().map(OpenDelivery::recipient).toList()).readable();
        for (OpenDelivery open : deliveries) {
            A address = found.get(open.recipient());
            boolean isOver = !now.isBefore(directive.expires().toInstant());
            if (address == null || isOver) {
                // nobody to ask about, or nothing would follow from the answer: a receipt or a person settles it
                books.inquiries().write(open, new Finding.StillUnknown(open.checks(), null), now);
                continue;
            }
            var delivery = new Delivery<>(open.id(), directive, open.recipient(), open.area(), address, open.attempt(), open.claimedAt());
            free.acquireUninterruptibly();
            threads.execute(() -> ask(open, delivery));
        }
    }

    private void ask(OpenDelivery open, Delivery<A> delivery) {
        try {
            Inquiry.Answer answer = inquiry.ask(delivery);
            Instant now = books.clock().instant();
            books.inquiries().write(open, rule.finding(open, answer, now, delivery.directive().expires().toInstant()), now);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("delivery", open.id()).setCause(e).log("A question about a delivery failed; it is asked again");
        } finally {
            free.release();
        }
    }
}
