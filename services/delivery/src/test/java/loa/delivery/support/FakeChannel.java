package loa.delivery.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.Channel;
import loa.contract.IssuedDirective;
import loa.delivery.AddressBook;
import loa.delivery.Audience;
import loa.delivery.ChannelPorts;
import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.delivery.Outcome;
import loa.delivery.Recipient;
import loa.delivery.RecipientId;
import loa.delivery.Sender;

/** A channel whose recipients stand in memory and whose provider is a function. It remembers what was sent to whom. */
public final class FakeChannel implements Audience, AddressBook<String>, Sender<String>, Inquiry<String> {
    private final Channel channel;
    private final List<Recipient> recipients = new ArrayList<>();
    private final Set<RecipientId> optedOut = ConcurrentHashMap.newKeySet();
    private final Map<RecipientId, List<Delivery<String>>> sent = new ConcurrentHashMap<>();
    private volatile Function<Delivery<String>, Outcome> provider = delivery -> new Outcome.Accepted("ref-" + delivery.id());
    private volatile Predicate<RecipientId> broken = recipient -> false;
    private volatile Predicate<IssuedDirective> brokenIn = directive -> false;
    private volatile Function<Delivery<String>, Inquiry.Answer> list = delivery -> new Inquiry.Answer.NotFound();

    public FakeChannel(Channel channel) {
        this.channel = channel;
    }

    public FakeChannel with(int number, AreaCode... areas) {
        for (int i = 0; i < number; i++) {
            recipients.add(new Recipient(new RecipientId(UUID.randomUUID()), areas[i % areas.length]));
        }
        recipients.sort(Recipient.ORDER);
        return this;
    }

    public FakeChannel answering(Function<Delivery<String>, Outcome> outcomes) {
        provider = outcomes;
        return this;
    }

    /** Accepts so many, and each further one when it is allowed: there the provider takes its time, and the sends wait for it. */
    public Semaphore accepting(int first) {
        Semaphore allowed = new Semaphore(first);
        answering(delivery -> {
            allowed.acquireUninterruptibly();
            return new Outcome.Accepted("x");
        });
        return allowed;
    }

    public FakeChannel listing(Function<Delivery<String>, Inquiry.Answer> answers) {
        list = answers;
        return this;
    }

    /** Whose address cannot be read: it fails for all who are asked for together with him. */
    public FakeChannel failingFor(Predicate<RecipientId> recipients) {
        broken = recipients;
        return this;
    }

    /** Nobody's address can be read for these directives. */
    public FakeChannel failingIn(Predicate<IssuedDirective> directives) {
        brokenIn = directives;
        return this;
    }

    public ChannelPorts<String> ports() {
        return new ChannelPorts<>(channel, this, this, this, this);
    }

    public List<Recipient> recipients() {
        return recipients;
    }

    public void optOut(RecipientId recipient) {
        optedOut.add(recipient);
    }

    /** Every call to the provider. */
    public int sends() {
        return sent.values().stream().mapToInt(List::size).sum();
    }

    public int sendsTo(RecipientId recipient) {
        return sent.getOrDefault(recipient, List.of()).size();
    }

    public Map<RecipientId, List<Delivery<String>>> sent() {
        return sent;
    }

    @Override
    public List<Recipient> page(IssuedDirective directive, @Nullable Recipient after, int limit) {
        return recipients.stream().filter(r -> directive.coveredAreas().contains(r.area()))
                .filter(r -> after == null || Recipient.ORDER.compare(r, after) > 0).limit(limit).toList();
    }

    @Override
    public Map<RecipientId, String> addresses(IssuedDirective directive, Collection<RecipientId> ids) {
        if (brokenIn.test(directive) || ids.stream().anyMatch(broken)) {
            throw new IllegalStateException("an address does not open");
        }
        Set<RecipientId> known = recipients.stream().map(Recipient::id).collect(Collectors.toSet());
        return ids.stream().filter(id -> known.contains(id) && !optedOut.contains(id))
                .collect(Collectors.toMap(Function.identity(), id -> "to-" + id));
    }

    @Override
    public String provider() {
        return "fake";
    }

    @Override
    public Outcome send(Delivery<String> delivery) {
        sent.computeIfAbsent(delivery.recipient(), r -> new CopyOnWriteArrayList<>()).add(delivery);
        return provider.apply(delivery);
    }

    @Override
    public Answer ask(Delivery<String> delivery) {
        return list.apply(delivery);
    }

    @Override
    public Duration longestSend() {
        return Duration.ofSeconds(1);
    }
}
