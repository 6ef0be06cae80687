package loa.delivery.lane;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.RecipientId;
import loa.delivery.postgres.DatabaseException;

/** Reads addresses so that one that cannot be read does not hold up the others. Thread-safe when the book is. */
final class Addresses<A> {
    /** Why a delivery ends whose recipient is not in the book any more. */
    static final String OPTED_OUT = "opted-out";
    /** Why a delivery ends whose recipient's address stands there and cannot be read. */
    static final String UNREADABLE = "loa:unreadable-address";

    /** When so many fail and not one opens, it is the key that is missing: nobody is refused for that. */
    private static final int TOO_MANY = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

    private final AddressBook<A> book;

    Addresses(AddressBook<A> book) {
        this.book = book;
    }

    /**
     * What the book says.
     *
     * @param readable   who is in neither has opted out
     * @param unreadable whose address stands there and cannot be read
     */
    record Found<A>(Map<RecipientId, A> readable, Set<RecipientId> unreadable) {}

    /** Asks once for all; when that fails because of one, in halves until that one is found. */
    Found<A> find(IssuedDirective directive, List<RecipientId> recipients) {
        Found<A> found = new Found<>(new HashMap<>(), new HashSet<>());
        if (!recipients.isEmpty()) {
            find(directive, recipients, found);
        }
        if (!found.unreadable().isEmpty()) {
            LOG.atError().addKeyValue("directive", directive.directive()).addKeyValue("recipients", found.unreadable().size())
                    .log("Addresses cannot be read");
        }
        return found;
    }

    private void find(IssuedDirective directive, List<RecipientId> recipients, Found<A> found) {
        try {
            found.readable().putAll(book.addresses(directive, recipients));
        } catch (RuntimeException e) {
            if (!DatabaseException.isOfData(e) || found.readable().isEmpty() && found.unreadable().size() >= TOO_MANY) {
                throw e;
            }
            if (recipients.size() == 1) {
                found.unreadable().addAll(recipients);
                return;
            }
            int middle = recipients.size() / 2;
            find(directive, recipients.subList(0, middle), found);
            find(directive, recipients.subList(middle, recipients.size()), found);
        }
    }
}
