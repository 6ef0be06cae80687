package loa.publisher.people;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import loa.api.access.KeyText;
import loa.contract.Ids;

/** Lets people in who are named from outside, when the desk is set up. */
public final class People {
    private static final Logger log = LoggerFactory.getLogger(People.class);

    private final PersonStore store;
    private final AccessPublication publication;
    private final PasswordEncoder passwords;
    private final TransactionOperations transactions;
    private final Clock clock;

    People(PersonStore store, AccessPublication publication, PasswordEncoder passwords, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.publication = publication;
        this.passwords = passwords;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes sure that these people exist, and tells the other services their keys. Whoever has a name already stays as he is. May be
     * repeated, also by several instances at once.
     *
     * @return how many are new
     */
    public int ensure(List<NewPerson> people) {
        int added = 0;
        for (NewPerson person : people) {
            added += store.byName(person.name()).isEmpty() && add(person) ? 1 : 0;
        }
        log.atInfo().addKeyValue("people", people.size()).addKeyValue("added", added).log("The people of the desk are known.");
        return added;
    }

    private boolean add(NewPerson asked) {
        var person = new Person(Ids.next(), asked.name(), passwords.encode(asked.password()), asked.roles(), asked.area(), 0, null);
        KeyText key = asked.apiKey() == null ? null : new KeyText(asked.apiKey());
        return transactions.execute(_ -> {
            OffsetDateTime now = OffsetDateTime.now(clock);
            if (!store.insert(person, now)) {
                return false;
            }
            if (key != null) {
                store.insertKey(person.id(), key.hash(), now);
                publication.publish(key.hash());
            }
            return true;
        });
    }
}
