package loa.sandbox.twilio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells our side what became of its messages: posts signed status callbacks, {@code sent} and then the last one, a few
 * dozen at a time at most. One that is not answered is tried again as Twilio does it, at once and within fifteen seconds in all
 * ({@link ConnectionOverrides}), and then never more. What a restart interrupts is told after it.
 */
final class Receipts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final int AT_ONCE = 64;
    /** All tries of one callback together, https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TwilioAccount account;
    private final TwilioLedger ledger;
    private final TwilioCounts counts;
    private final DelayQueue<Due> queue = new DelayQueue<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Thread clock;
    private volatile boolean closed;

    /** @param last whether nothing more is to be told after it */
    private record Due(long nanoTime, int index, String status, boolean last) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(nanoTime - ((Due) other).nanoTime, 0);
        }
    }

    Receipts(TwilioAccount account, TwilioLedger ledger, TwilioCounts counts) {
        this.account = account;
        this.ledger = ledger;
        this.counts = counts;
        for (int index = 0; index < ledger.accepted(); index++) {
            if (!ledger.hasReceiptsDone(index)) {
                expect(ledger.message(index));
            }
        }
        clock = Thread.ofVirtual().name("sandbox-receipts").start(this::run);
    }

    /** Sends the first receipt of {@code message} and waits for its answer, when its course says so. */
    void beforeTheAnswer(TwilioMessage message) {
        if (message.course().early() && message.statusCallback() != null) {
            tell(message, "sent");
        }
    }

    /** Lays down when the receipts of {@code message} are due. */
    void expect(TwilioMessage message) {
        if (message.statusCallback() == null) {
            return;
        }
        Course course = message.course();
        long age = System.currentTimeMillis() - message.acceptedAt().toEpochMilli();
        int copies = course.twice() ? 2 : 1;
        String first = course.swapped() ? course.lastStatus() : "sent";
        String second = course.swapped() ? "sent" : course.lastStatus();
        for (int copy = 1; copy <= copies; copy++) {
            if (copy == 2 || !(course.early() && first.equals("sent"))) {
                add(message.index(), first, false, course.delayMs() - age);
            }
            add(message.index(), second, copy == copies, 2L * course.delayMs() - age);
        }
    }

    /** Forgets what is still to be told. */
    void clear() {
        queue.clear();
    }

    /** How many are still to be told. */
    int waiting() {
        return queue.size() + AT_ONCE - free.availablePermits();
    }

    @Override
    public void close() {
        closed = true;
        clock.interrupt();
        client.shutdownNow();
    }

    private void add(int index, String status, boolean last, long inMs) {
        queue.add(new Due(System.nanoTime() + Math.max(0, inMs) * 1_000_000, index, status, last));
    }

    private void run() {
        while (!closed) {
            try {
                Due due = queue.take();
                free.acquire();
                Thread.ofVirtual().name("sandbox-receipt").start(() -> tell(due));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void tell(Due due) {
        try {
            if (due.index() < ledger.accepted()) {
                tell(ledger.message(due.index()), due.status());
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A receipt could not be sent");
        } finally {
            free.release();
        }
        if (due.last() && !closed) {
            ledger.receiptsDone(due.index());
        }
    }

    private void tell(TwilioMessage message, String status) {
        var callback = ConnectionOverrides.of(String.valueOf(message.statusCallback()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int retried = 0; !closed; retried++) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                return;
            }
            Optional<ConnectionOverrides.Failure> failure = post(callback.url(), form(message, status), left);
            if (failure.isEmpty() || !callback.triesAgain(failure.get(), retried)) {
                return;
            }
        }
    }

    private Optional<ConnectionOverrides.Failure> post(String url, Map<String, String> form, Duration patience) {
        String body = form.entrySet().stream().map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(patience)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8").header("User-Agent", "TwilioProxy/1.1")
                .header("X-Twilio-Signature", TwilioSignature.of(account.authToken(), url, form))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        counts.receiptsSent.increment();
        try {
            int answer = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (answer / 100 == 2) {
                counts.receiptsAnswered.increment();
            }
            return switch (answer / 100) {
                case 4 -> Optional.of(ConnectionOverrides.Failure.CLIENT);
                case 5 -> Optional.of(ConnectionOverrides.Failure.SERVER);
                default -> Optional.empty();
            };
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Optional.of(ConnectionOverrides.Failure.CT);
        } catch (IOException e) {
            return Optional.of(ConnectionOverrides.Failure.RT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The fields of <a href="https://www.twilio.com/docs/messaging/guides/track-outbound-message-status">a status callback</a>. */
    private Map<String, String> form(TwilioMessage message, String status) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("ApiVersion", TwilioJson.API_VERSION);
        form.put("MessageStatus", status);
        form.put("SmsSid", message.sid());
        form.put("SmsStatus", status);
        form.put("To", message.to());
        form.put("From", message.from());
        form.put("MessageSid", message.sid());
        form.put("AccountSid", account.sid());
        if (status.equals("undelivered")) {
            form.put("ErrorCode", String.valueOf(TwilioJson.UNREACHABLE));
        }
        return form;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
