package loa.push.fcm;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import loa.contract.AreaCode;
import loa.delivery.Delivery;
import loa.delivery.DeliveryId;
import loa.delivery.Outcome;
import loa.delivery.RecipientId;
import loa.delivery.http.Http2Peer;
import loa.delivery.http.RawServer;
import loa.push.Directives;
import loa.push.address.PushAddress;
import loa.push.address.PushToken;

import static org.assertj.core.api.Assertions.assertThat;

/** The SDK over HTTP/2, against a server that is played frame by frame. */
@Timeout(60)
class FcmHttp2Test {
    private static final String NAME = "{\"name\": \"projects/loa-sandbox/messages/1\"}";

    @Test
    void manySendsAtOnceShareAConnection() throws Exception {
        int sends = 50;
        try (var server = new RawServer(socket -> {
            var peer = new Http2Peer(socket, 100);
            List<Http2Peer.Frame> all = new ArrayList<>();
            while (all.size() < sends) {
                all.add(peer.request());
            }
            for (Http2Peer.Frame request : all) {
                peer.answer(request.stream(), NAME);
            }
            peer.request();
        }); var connection = connect(server); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < sends; i++) {
                outcomes.add(threads.submit(() -> send(connection)));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(new Outcome.Accepted("projects/loa-sandbox/messages/1", 1));
            }
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void aStreamThatFcmRefusesIsDeferredAndOneThatItHasNotSeenTooWhileALostOneIsUnknown() throws Exception {
        try (var server = new RawServer(socket -> {
            var peer = new Http2Peer(socket, 100);
            peer.reset(peer.request().stream(), Http2Peer.REFUSED_STREAM);
            peer.request();
            peer.goAway(1);
        }); var connection = connect(server)) {
            assertThat(send(connection)).isEqualTo(new Outcome.Deferred("fcm:unreachable", null));
            assertThat(send(connection)).isEqualTo(new Outcome.Deferred("fcm:unreachable", null));
        }
        try (var server = new RawServer(socket -> new Http2Peer(socket, 100).request()); var connection = connect(server)) {
            assertThat(send(connection)).isEqualTo(new Outcome.Unknown("fcm:no-answer"));
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void theConnectionStandsBeforeTheFirstMessage() throws Exception {
        var connected = new CountDownLatch(1);
        try (var server = new RawServer(socket -> {
            var peer = new Http2Peer(socket, 100);
            connected.countDown();
            peer.answer(peer.request().stream(), NAME);
            peer.request();
        }); var connection = connect(server)) {
            connection.warmUp();
            connected.await();
            assertThat(send(connection)).isEqualTo(new Outcome.Accepted("projects/loa-sandbox/messages/1", 1));
            assertThat(server.connections).hasValue(1);
        }
    }

    private static FcmConnection connect(RawServer server) {
        return FcmConnection.open(settings(server));
    }

    private static FcmSettings settings(RawServer server) {
        return new FcmSettings(URI.create("http://127.0.0.1:" + server.port()), null, true, 20, Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    private static Outcome send(FcmConnection connection) {
        InstantSource clock = InstantSource.fixed(Directives.NOW.toInstant());
        var delivery = new Delivery<PushAddress>(new DeliveryId(UUID.randomUUID()), Directives.emergency("99001"),
                new RecipientId(UUID.fromString("019aa1c2-7b1e-7c33-9f0e-0d6c5f2a9b11")), new AreaCode("99001"),
                new PushAddress.Device(new PushToken("tok-1"), "vi"), 1, Directives.NOW.toInstant());
        return new FcmSender(connection, (device, token, since) -> {}, clock).send(delivery);
    }
}
