package loa.delivery.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class OnceHttpTest extends OnceHttpFixture {
    @Test
    void callsOneAfterAnotherShareAConnection() throws Exception {
        start(PATIENT, socket -> server().echo(socket));

        HttpAnswer first = call("one");
        HttpAnswer second = call("two");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.field("content-type")).contains("text/plain");
        assertThat(text(first)).isEqualTo("POST /path?q=1 HTTP/1.1|one");
        assertThat(text(second)).isEqualTo("POST /path?q=1 HTTP/1.1|two");
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void aThousandAtOnceEachGetTheirOwnAnswerOverNoMoreConnectionsThanAllowed() throws Exception {
        start(limits(100, Duration.ofSeconds(30), Duration.ofSeconds(30)), socket -> server().echo(socket));
        List<Future<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                String body = "n" + i;
                answers.add(threads.submit(() -> text(call(body))));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).endsWith("|n" + i);
        }
        assertThat(server().requests).hasValue(1_000);
        assertThat(server().connections.get()).isBetween(1, 100);
    }

    @Test
    void aConnectionThatWasOpenedBeforeIsTakenByTheFirstCall() throws Exception {
        start(PATIENT, socket -> server().echo(socket));
        client().connect(new Origin(false, "127.0.0.1", server().port())).get();
        client().connect(new Origin(false, "127.0.0.1", server().port())).get();

        assertThat(text(call("first"))).endsWith("|first");
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void aConnectionThatTheProviderClosedMeanwhileIsNotUsedAgain() throws Exception {
        start(PATIENT, socket -> RawServer.answer(socket, RawServer.ok(String.valueOf(server().request(socket)))));

        call("one");
        HttpAnswer second = callWhenTheFirstConnectionHasGone();

        assertThat(text(second)).endsWith("|two");
        assertThat(server().connections).hasValue(2);
        assertThat(server().requests).hasValue(2);
    }

    @Test
    void aConnectionThatDiesUnderARequestLeavesItOpenAndNothingIsSentAgain() throws Exception {
        start(PATIENT, socket -> {
            RawServer.answer(socket, RawServer.ok(String.valueOf(server().request(socket))));
            socket.getInputStream().read();
            socket.setSoLinger(true, 0); // Resets with the request half read.
        });
        call("one");

        assertThatThrownBy(() -> call("two")).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);

        assertThat(server().connections).hasValue(1);
        assertThat(server().requests).hasValue(1);
    }

    @Test
    void aConnectionThatIsClosedBeforeTheAnswerLeavesItOpen() throws Exception {
        start(PATIENT, socket -> server().request(socket));
        assertThatThrownBy(() -> call("x")).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
        assertThat(server().requests).hasValue(1);
    }

    @Test
    void anAnswerThatBreaksOffLeavesItOpen() throws Exception {
        start(PATIENT, socket -> {
            server().request(socket);
            RawServer.answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
    }

    @Test
    void anAnswerThatDoesNotComeLeavesItOpenAndItsConnectionIsNotUsedAgain() throws Exception {
        var gone = new CountDownLatch(1);
        start(limits(20, Duration.ofSeconds(30), SHORT), socket -> {
            server().request(socket);
            if (socket.getInputStream().read() < 0) {
                gone.countDown();
            }
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(SocketTimeoutException.class);
        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server().requests).hasValue(1);
    }

    @Test
    void anAnswerThatIsNoneLeavesItOpen() throws Exception {
        start(PATIENT, socket -> {
            server().request(socket);
            RawServer.answer(socket, "SSH-2.0-OpenSSH\r\n\r\n");
            socket.getInputStream().read();
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() throws Exception {
        start(new HttpLimits(20, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), 100), socket -> {
            server().request(socket);
            RawServer.answer(socket, RawServer.ok("x".repeat(101)));
            socket.getInputStream().read();
        });
        assertThatThrownBy(() -> call("x")).isInstanceOf(IOException.class).hasMessageContaining("longer than 100");
    }

    @Test
    void interimAnswersAndChunksAreUnderstood() throws Exception {
        start(PATIENT, socket -> {
            server().request(socket);
            RawServer.answer(socket,
                    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n");
            RawServer.answer(socket, "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            server().echo(socket);
        });
        HttpAnswer answer = call("x");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer)).isEqualTo("abcde");
        assertThat(text(call("again"))).endsWith("|again");
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void aConnectionThatTheProviderWantsClosedIsClosed() throws Exception {
        start(PATIENT, socket -> {
            server().request(socket);
            RawServer.answer(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            socket.getInputStream().read();
        });
        call("one");
        call("two");
        assertThat(server().connections).hasValue(2);
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        var gone = new CountDownLatch(1);
        start(new HttpLimits(20, Duration.ofSeconds(30), Duration.ofSeconds(30), SHORT, 1_000), socket -> {
            server().echo(socket);
            gone.countDown();
        });
        call("x");
        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatIsClosedGivesUpWhatIsUnderWayAndSendsNothingMore() throws Exception {
        var taken = new CountDownLatch(1);
        start(PATIENT, socket -> {
            server().request(socket);
            taken.countDown();
            socket.getInputStream().read();
        });
        CompletableFuture<HttpAnswer> first = later("first");
        taken.await();

        client().close();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).rootCause().isNotInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> call("second")).isInstanceOf(NotSentException.class);
    }

    /** The end of a connection reaches the client some time after its answer; until then a call on it is lost, and says so. */
    private HttpAnswer callWhenTheFirstConnectionHasGone() throws IOException {
        try {
            return call("two");
        } catch (NotSentException e) {
            throw e;
        } catch (IOException e) {
            server().requests.set(1);
            return call("two");
        }
    }
}
