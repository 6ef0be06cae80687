package loa.delivery.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.delivery.Departure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What certainly did not reach the provider. */
@Timeout(60)
class OnceHttpNotSentTest extends OnceHttpFixture {
    @Test
    void aRefusedConnectionSentNothing() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        client = new OnceHttp("test", Versions.HTTP_1, PATIENT);
        assertThatThrownBy(() -> client().exchange(post(new Origin(false, "127.0.0.1", free), "x"))).satisfies(nobodyThere(true));
        assertThat(client().connect(new Origin(false, "127.0.0.1", free))).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aConnectionThatTakesTooLongSentNothing() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, filling);
            client = new OnceHttp("test", Versions.HTTP_1, limits(20, SHORT, Duration.ofSeconds(30)));
            assertThatThrownBy(() -> client().exchange(post(new Origin(false, "127.0.0.1", full.getLocalPort()), "x")))
                    .satisfies(nobodyThere(true));
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressThatIsDeadKeepsNobodyFromTheNextOne() throws Exception {
        List<Socket> filling = new ArrayList<>();
        InetAddress dead = InetAddress.getByName("127.0.0.2");
        server = new RawServer(socket -> server().echo(socket));
        try (var full = new ServerSocket(server().port(), 1, dead)) {
            fill(full, filling);
            Names names = _ -> new InetAddress[]{dead, InetAddress.getByName("127.0.0.1")};
            client = new OnceHttp("test", limits(20, Duration.ofSeconds(3), Duration.ofSeconds(30)),
                    new Opener.Way(Versions.HTTP_1, new Tls(Versions.HTTP_1, null), names));

            assertThat(text(client().exchange(post(new Origin(false, "two.example.vn", server().port()), "x")))).endsWith("|x");
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void aNameThatIsUnknownSentNothing() {
        client = new OnceHttp("test", Versions.HTTP_1, PATIENT);
        assertThatThrownBy(() -> client().exchange(post(new Origin(false, "nobody.invalid", 80), "x"))).satisfies(nobodyThere(true));
    }

    @Test
    void whoFindsEveryConnectionTakenSentNothing() throws Exception {
        var taken = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        start(limits(1, SHORT, Duration.ofSeconds(30)), socket -> {
            server().request(socket);
            taken.countDown();
            end.await();
            RawServer.answer(socket, RawServer.ok("late"));
        });
        CompletableFuture<HttpAnswer> first = later("first");
        taken.await();

        assertThatThrownBy(() -> call("second")).satisfies(nobodyThere(false)).hasMessageContaining("in time");

        end.countDown();
        assertThat(text(first.get())).isEqualTo("late");
        assertThat(server().requests).hasValue(1);
        assertThat(server().connections).hasValue(1);
    }

    @Test
    void whoIsInterruptedBeforeAnythingWasWrittenSentNothing() throws Exception {
        var taken = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        start(limits(1, Duration.ofSeconds(30), Duration.ofSeconds(30)), socket -> {
            server().request(socket);
            taken.countDown();
            end.await();
            RawServer.answer(socket, RawServer.ok(""));
            server().echo(socket);
        });
        CompletableFuture<HttpAnswer> first = later("first");
        taken.await();
        var failure = new CompletableFuture<Throwable>();
        Thread second = Thread.ofVirtual().start(() -> {
            try {
                call("second");
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        second.interrupt();

        assertThat(failure.get()).isInstanceOf(NotSentException.class);
        end.countDown();
        first.get();
        call("third");
        assertThat(server().requests).hasValue(2);
    }

    @Test
    void whoWasFrozenSinceTheLastLookSendsNothing() {
        start(PATIENT, socket -> server().echo(socket));
        var departure = new Departure(() -> {
        });
        departure.noLaterThan(System.nanoTime(), System::nanoTime);

        assertThatThrownBy(() -> departing(departure, "x")).satisfies(nobodyThere(false));
        assertThat(server().requests).hasValue(0);
    }

    @Test
    void nobodyWaitsForAConnectionLongerThanWhatHeHasLookedAtHolds() throws Exception {
        var taken = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        start(limits(1, Duration.ofSeconds(30), Duration.ofSeconds(30)), socket -> {
            server().request(socket);
            taken.countDown();
            end.await();
            RawServer.answer(socket, RawServer.ok(""));
            server().echo(socket);
        });
        CompletableFuture<HttpAnswer> first = later("first");
        taken.await();
        var departure = new Departure(() -> {
        });
        departure.noLaterThan(System.nanoTime() + SHORT.toNanos(), System::nanoTime);

        assertThatThrownBy(() -> departing(departure, "second")).satisfies(nobodyThere(false));

        end.countDown();
        first.get();
        call("third");
        assertThat(server().requests).hasValue(2);
    }

    private HttpAnswer departing(Departure departure, String body) throws IOException {
        try {
            return departure.during(() -> {
                try {
                    return call(body);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Test
    void whatWouldBeAnotherRequestIsRefused() {
        assertThatThrownBy(() -> new Field("A", "b\r\nC: d")).isInstanceOf(IllegalArgumentException.class);
        Origin origin = new Origin(false, "127.0.0.1", 1);
        assertThatThrownBy(() -> new HttpCall(origin, "GET", "/ HTTP/1.1\r\nA: b", List.of(), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Consumer<Throwable> nobodyThere(boolean so) {
        return failure -> assertThat(failure).isInstanceOfSatisfying(NotSentException.class,
                e -> assertThat(e.isNobodyThere()).isEqualTo(so));
    }

    private static void fill(ServerSocket full, List<Socket> filling) throws IOException {
        for (int i = 0; i < 10; i++) {
            var socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }
}
