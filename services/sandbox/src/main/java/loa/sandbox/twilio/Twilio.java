package loa.sandbox.twilio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import loa.sandbox.behaviour.Fate;
import loa.sandbox.behaviour.Fault;
import loa.sandbox.behaviour.Provider;
import loa.sandbox.http.Exchange;
import loa.sandbox.http.LocalTime;
import loa.sandbox.http.Routes;

/** A fake Twilio: {@code /2010-04-01/Accounts/<sid>/Messages}, and what the sandbox tells about it. */
public final class Twilio implements AutoCloseable {

    private static final String MESSAGES = "/2010-04-01/Accounts/(?<account>[^/]+)/Messages";

    private final TwilioAccount account;
    private final Provider provider;
    private final TwilioCounts counts = new TwilioCounts();
    private final TwilioLedger ledger;
    private final Receipts receipts;
    private final TwilioJson json;
    private final InstantSource clock;

    /** @param directory where its journal is */
    public Twilio(Path directory, TwilioAccount account, Provider provider, InstantSource clock) throws IOException {
        this.account = account;
        this.provider = provider;
        this.clock = clock;
        this.ledger = new TwilioLedger(directory.resolve("twilio.journal"), counts);
        this.receipts = new Receipts(account, ledger, counts);
        this.json = new TwilioJson(account.sid());
    }

    /** Adds its routes. */
    public void addTo(Routes routes) {
        routes.add("POST", MESSAGES + "\\.json", exchange -> guarded(exchange, this::send));
        routes.add("GET", MESSAGES + "\\.json", exchange -> guarded(exchange, this::list));
        routes.add("GET", MESSAGES + "/(?<sid>[^/]+)\\.json", exchange -> guarded(exchange, this::fetch));
        routes.add("GET", "/sandbox/messages", this::messages);
    }

    /** Its part of {@code /sandbox/summary}. */
    public Map<String, Object> summary() {
        synchronized (ledger) {
            return counts.summary(ledger.accepted(), ledger.distinct());
        }
    }

    /** How many receipts are still to be told. */
    public int receiptsWaiting() {
        return receipts.waiting();
    }

    /** Forgets what it accepted. */
    public void reset() {
        receipts.clear();
        ledger.clear();
    }

    /** Writes its counters down; what was accepted is on disk without it. */
    public void keepCounts() {
        ledger.keepCounts();
    }

    @Override
    public void close() throws IOException {
        receipts.close();
        ledger.close();
    }

    private void guarded(Exchange exchange, Routes.Handler handler) throws IOException {
        if (!account.admits(exchange.header("Authorization"))) {
            refuse(exchange.with("WWW-Authenticate", "Basic realm=\"Twilio API\""), TwilioError.AUTHENTICATE);
        } else if (!account.sid().equals(exchange.inPath("account"))) {
            refuse(exchange, TwilioError.notFound(exchange.address()));
        } else {
            handler.handle(exchange);
        }
    }

    private void send(Exchange exchange) throws IOException {
        counts.requests.increment();
        Fate fate = provider.next(exchange.field("To"));
        pause(fate.waitMs() / 2);
        if (fate.tooMany()) {
            pause(fate.waitMs() - fate.waitMs() / 2);
            refuse(exchange, TwilioError.TOO_MANY);
            return;
        }
        switch (TwilioSendRequest.of(exchange)) {
            case TwilioSendRequest.Refused refused -> {
                counts.refused.increment();
                refuse(exchange, refused.error());
            }
            case TwilioSendRequest.WellFormed wellFormed -> send(exchange, wellFormed.send(), fate);
        }
    }

    private void send(Exchange exchange, TwilioSend send, Fate fate) throws IOException {
        TwilioMessage message = accepts(fate.fault()) ? accept(send, fate) : null;
        pause(fate.waitMs() - fate.waitMs() / 2);
        switch (fate.fault()) {
            case null -> exchange.answer(201, json.message(accepted(message), "queued"));
            case Fault.DropAfterAccept drop -> exchange.drop();
            case Fault.DropBeforeAccept drop -> exchange.drop();
            case Fault.Hang hang -> {
                pause(hang.ms());
                exchange.drop();
            }
            case Fault.Status status -> refuse(exchange, TwilioError.ofStatus(status.status()));
            case Fault.Error error -> {
                counts.refused.increment();
                refuse(exchange, TwilioError.ofCode(error.code()));
            }
        }
    }

    private static boolean accepts(@Nullable Fault fault) {
        return switch (fault) {
            case null -> true;
            case Fault.DropAfterAccept drop -> true;
            case Fault.DropBeforeAccept drop -> false;
            case Fault.Hang hang -> hang.accept();
            case Fault.Status status -> status.accept();
            case Fault.Error error -> false;
        };
    }

    private static TwilioMessage accepted(@Nullable TwilioMessage message) {
        if (message == null) {
            throw new IllegalStateException("a request without a fault is accepted");
        }
        return message;
    }

    private TwilioMessage accept(TwilioSend send, Fate fate) {
        Course course = Course.drawn(provider.behaviour().receipts(), fate.chance());
        TwilioMessage message = ledger.message(ledger.accept(clock.instant(), send, course));
        receipts.beforeTheAnswer(message);
        receipts.expect(message);
        return message;
    }

    private void list(Exchange exchange) throws IOException {
        counts.lists.increment();
        pause(provider.waitMs());
        Instant now = clock.instant();
        long visibleUntil = now.toEpochMilli() - provider.behaviour().listDelayMs() + 1;
        MessageQuery query = MessageQuery.ofTwilio(exchange, visibleUntil);
        int size = exchange.number("PageSize", 50, 1, 1000);
        int page = exchange.number("Page", 0, 0, Integer.MAX_VALUE / 1000);
        int[] found = ledger.find(query, page * size, size + 1);
        List<TwilioMessage> messages = new ArrayList<>();
        for (int i = 0; i < Math.min(size, found.length); i++) {
            messages.add(ledger.message(found[i]));
        }
        exchange.answer(200, json.page(messages, now, filterOf(exchange), page, size, found.length > size));
    }

    /** The query without its paging fields, as it stands before them in the addresses of further pages. */
    private static String filterOf(Exchange exchange) {
        int question = exchange.address().indexOf('?');
        StringBuilder filter = new StringBuilder();
        for (String field : question < 0 ? new String[0] : exchange.address().substring(question + 1).split("&", -1)) {
            if (!field.startsWith("Page")) {
                filter.append(field).append('&');
            }
        }
        return filter.toString();
    }

    private void fetch(Exchange exchange) throws IOException {
        pause(provider.waitMs());
        int index = ledger.indexOf(exchange.inPath("sid"));
        if (index < 0) {
            refuse(exchange, TwilioError.notFound(exchange.address()));
            return;
        }
        TwilioMessage message = ledger.message(index);
        exchange.answer(200, json.message(message, message.status(clock.instant())));
    }

    private void messages(Exchange exchange) throws IOException {
        int limit = exchange.number("limit", 50, 1, 100_000);
        int[] found = ledger.find(MessageQuery.ofSandbox(exchange), 0, limit + 1);
        Instant now = clock.instant();
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, found.length); i++) {
            items.add(item(ledger.message(found[i]), now));
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", items);
        answer.put("next", found.length > limit ? String.valueOf(found[limit - 1]) : null);
        exchange.answer(200, answer);
    }

    private static Map<String, @Nullable Object> item(TwilioMessage message, Instant now) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("sid", message.sid());
        item.put("to", message.to());
        item.put("from", message.from());
        item.put("body", message.body());
        item.put("statusCallback", message.statusCallback());
        item.put("validityPeriod", message.validityPeriod());
        item.put("status", message.status(now));
        item.put("acceptedAt", LocalTime.of(message.acceptedAt()));
        return item;
    }

    private static void refuse(Exchange exchange, TwilioError error) throws IOException {
        exchange.answer(error.status(), error.json());
    }

    private static void pause(long ms) {
        if (ms > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
