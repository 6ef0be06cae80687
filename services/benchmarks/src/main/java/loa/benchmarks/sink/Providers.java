package loa.benchmarks.sink;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Twilio and FCM: takes requests, counts them, and answers when their time has come. Used by the event loop's thread. */
final class Providers {
    private final Arrivals arrivals = new Arrivals();
    private final Content content = new Content();
    private final Answers answers;
    private final DelayLine line;
    private final ReceiptPosts receipts;
    private SinkSettings settings = SinkSettings.IDEAL;

    Providers(Answers answers, DelayLine line, ReceiptPosts receipts) {
        this.answers = answers;
        this.line = line;
        this.receipts = receipts;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    ReceiptPosts receipts() {
        return receipts;
    }

    void set(SinkSettings other) {
        settings = other;
    }

    /** Answers this request, now or later, on the same thread; the body is used before this returns. */
    void take(boolean post, String path, ByteBuf body, ByteBufAllocator buffers, Consumer<Answer> reply) {
        Answer answer = answer(post, path, body, buffers);
        line.after(settings.latencyMs(), () -> reply.accept(answer));
    }

    private Answer answer(boolean post, String path, ByteBuf body, ByteBufAllocator buffers) {
        if (path.startsWith("/2010-04-01/Accounts/")) {
            return post ? text(body, buffers) : inquiry();
        }
        if (path.endsWith("/messages:send")) {
            return push(body, buffers);
        }
        return path.contains("/topicSubscriptions") || path.startsWith("/iid/v1:batch") ? answers.topicChanged() : answers.unknownPath();
    }

    private Answer text(ByteBuf body, ByteBufAllocator buffers) {
        content.readForm(body);
        if (!arrivals.take(content, System.currentTimeMillis(), settings.ratePerSecond())) {
            return answers.twilioTooMany();
        }
        Answer answer = answers.message(buffers);
        if (settings.receipts() != SinkSettings.Receipts.OFF) {
            receipts.expect(content.callback(), answers.lastSid(), settings);
        }
        return answer;
    }

    private Answer push(ByteBuf body, ByteBufAllocator buffers) {
        content.readJson(body);
        boolean taken = arrivals.take(content, System.currentTimeMillis(), settings.ratePerSecond());
        return taken ? answers.push(buffers) : answers.fcmTooMany();
    }

    private Answer inquiry() {
        arrivals.inquiry();
        return answers.noMessages();
    }
}
