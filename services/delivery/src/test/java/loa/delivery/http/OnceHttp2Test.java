package loa.delivery.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.delivery.http.Http2Peer.Frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class OnceHttp2Test extends OnceHttpFixture {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aHundredCallsAtOnceShareAConnection() throws Exception {
        start(limits(20, LONG, LONG), socket -> {
            var peer = new Http2Peer(socket, 100);
            List<Frame> all = new ArrayList<>();
            while (all.size() < 100) {
                all.add(peer.request());
            }
            for (Frame request : all) {
                peer.answer(request.stream(), new String(request.payload(), StandardCharsets.UTF_8));
            }
            peer.echo();
        });
        List<Future<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                String body = "n" + i;
                answers.add(threads.submit(() -> text(call(body))));
            }
        }
        for (int i = 0; i < 100; i++) {
            assertThat(answers.get(i).get()).isEqualTo("n" + i);
        }
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void noMoreStreamsAreOpenedThanTheProviderAllowsAndAnotherConnectionIsOpenedInstead() throws Exception {
        var full = new CountDownLatch(4);
        start(limits(2, SHORT, LONG), socket -> {
            var peer = new Http2Peer(socket, 2);
            Frame first = peer.request();
            full.countDown();
            Frame second = peer.request();
            full.countDown();
            assertThatThrownBy(peer::request).isInstanceOf(IOException.class); // Nothing more comes until the client closes.
            assertThat(List.of(first.stream(), second.stream())).doesNotHaveDuplicates();
        });
        List<CompletableFuture<HttpAnswer>> under = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            under.add(later("n" + i));
        }
        full.await();

        assertThatThrownBy(() -> call("one too many")).isInstanceOf(NotSentException.class);

        assertThat(server().connections).hasValue(2);
        assertThat(under).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aStreamThatTheProviderRefusesWasNotProcessed() throws Exception {
        start(limits(20, LONG, LONG), socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.reset(peer.request().stream(), Http2Peer.REFUSED_STREAM);
            peer.echo();
        });
        assertThatThrownBy(() -> call("refused")).isInstanceOf(NotSentException.class);
        assertThat(text(call("next"))).isEqualTo("next");
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void aStreamThatIsResetForAnotherReasonIsLeftOpen() throws Exception {
        start(limits(20, LONG, LONG), socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.reset(peer.request().stream(), Http2Peer.CANCEL);
            peer.echo();
        });
        assertThatThrownBy(() -> call("reset")).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
    }

    @Test
    void whenTheProviderGoesAwayWhatItHasNotSeenWasNotProcessedAndTheRestIsAnswered() throws Exception {
        var seen = new SynchronousQueue<Integer>();
        var bothThere = new CountDownLatch(2);
        start(limits(20, LONG, LONG), socket -> {
            var peer = new Http2Peer(socket, 100);
            if (server().connections.get() > 1) {
                peer.echo();
            }
            Frame first = peer.request();
            seen.put(first.stream());
            peer.request();
            peer.goAway(first.stream());
            bothThere.await();
            peer.answer(first.stream(), "done");
            peer.request();
        });
        CompletableFuture<HttpAnswer> first = later("first");
        seen.take();
        CompletableFuture<HttpAnswer> second = later("second");

        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).rootCause().isInstanceOf(NotSentException.class);
        assertThat(text(call("third"))).isEqualTo("third");
        bothThere.countDown();
        bothThere.countDown();
        assertThat(text(first.get())).isEqualTo("done");
        assertThat(server().connections).hasValue(2);
    }

    @Test
    void aLostConnectionLeavesAllThatWasUnderWayOpen() throws Exception {
        start(limits(20, LONG, LONG), socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.request();
            peer.request();
        });
        CompletableFuture<HttpAnswer> first = later("first");
        CompletableFuture<HttpAnswer> second = later("second");
        for (var call : List.of(first, second)) {
            assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class).rootCause().isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotSentException.class);
        }
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void anAnswerThatDoesNotComeLeavesItOpenAndTheProviderIsToldToForgetIt() throws Exception {
        var told = new CompletableFuture<Frame>();
        start(limits(20, LONG, SHORT), socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.request();
            told.complete(peer.next());
            peer.echo();
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(SocketTimeoutException.class);
        assertThat(told.get().type()).isEqualTo(Http2Peer.RST_STREAM);
        assertThat(Http2Peer.error(told.get())).isEqualTo(Http2Peer.CANCEL);
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() throws Exception {
        start(new HttpLimits(20, LONG, LONG, LONG, 100), socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.answer(peer.request().stream(), "x".repeat(101));
            peer.echo();
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(IOException.class).hasMessageContaining("longer than 100");
        assertThat(text(call("next"))).isEqualTo("next");
    }

    @Test
    void aServerThatDoesNotSpeakItGetsNoRequest() throws Exception {
        start(limits(20, SHORT, LONG), socket -> new Http2Peer(socket, -1).next());
        assertThatThrownBy(() -> call("x")).isInstanceOf(NotSentException.class);
    }

    @Test
    void twoThousandCallsKeepWithinTheWindowsAndTheStreams() throws Exception {
        start(limits(4, LONG, LONG), socket -> new Http2Peer(socket, 50).echo());
        String body = "x".repeat(500);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> lengths = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                lengths.add(threads.submit(() -> {
                    int length = 0;
                    for (int n = 0; n < 20; n++) {
                        length += call(body).body().length;
                    }
                    return length;
                }));
            }
            for (Future<Integer> length : lengths) {
                assertThat(length.get()).isEqualTo(20 * 500);
            }
        }
        assertThat(server().connections.get()).isBetween(1, 4);
    }

    @Override
    Versions versions() {
        return Versions.PRIOR_KNOWLEDGE;
    }
}
