package loa.delivery.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.Audience;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;

/** Those who subscribed: half of them east, half west, and whoever settles elsewhere. */
final class People implements Audience, AddressBook<Integer> {
    private final TreeSet<Recipient> all = new TreeSet<>(Recipient.ORDER);
    private final Set<RecipientId> optedOut = new HashSet<>();
    private final Set<RecipientId> spoilt = new HashSet<>();

    People(int number) {
        IntStream.range(0, number)
                .forEach(i -> all.add(new Recipient(Worlds.recipient(i), Worlds.AREAS.get(i * Worlds.AREAS.size() / number))));
    }

    /** Some more, in an area of their own. */
    void settle(AreaCode area, int number) {
        int first = all.size();
        IntStream.range(first, first + number).forEach(i -> all.add(new Recipient(Worlds.recipient(i), area)));
    }

    Set<Recipient> all() {
        return all;
    }

    void optOut(RecipientId recipient) {
        optedOut.add(recipient);
    }

    /** His address cannot be opened any more. */
    void spoil(RecipientId recipient) {
        spoilt.add(recipient);
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return (after == null ? all : all.tailSet(after, false)).stream()
                .filter(recipient -> directive.areas().contains(recipient.area())).limit(limit).toList();
    }

    @Override
    public Map<RecipientId, Integer> addresses(IssuedDirective directive, Collection<RecipientId> recipients) {
        if (recipients.stream().anyMatch(spoilt::contains)) {
            throw new IllegalArgumentException("an address does not open");
        }
        return new HashMap<>(recipients.stream().filter(r -> !optedOut.contains(r)).collect(Collectors.toMap(r -> r, r -> 1)));
    }
}
