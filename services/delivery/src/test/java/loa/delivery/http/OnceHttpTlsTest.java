package loa.delivery.http;

import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class OnceHttpTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final HttpLimits LIMITS = OnceHttpFixture.limits(5, Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir
    static Path directory;
    private static SSLContext context;
    private static TrustManagerFactory trust;

    /** A certificate for {@code localhost}, not for {@code 127.0.0.1}. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = directory.resolve("server.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(keytool, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore",
                file.toString()).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), null, null);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
    }

    @Test
    void http2IsSpokenWhereTheServerChoosesIt() throws Exception {
        try (var server = new RawServer(tls("h2", "http/1.1"), socket -> {
            ((SSLSocket) socket).startHandshake();
            new Http2Peer(socket, 10).echo();
        }); var client = new OnceHttp("test", Versions.NEGOTIATED, LIMITS, trust)) {
            assertThat(OnceHttpFixture.text(client.exchange(OnceHttpFixture.post(localhost(server), "hello")))).isEqualTo("hello");
        }
    }

    @Test
    void http1IsSpokenWhereTheServerChoosesNothing() throws Exception {
        for (Versions versions : Versions.values()) {
            RawServer[] own = new RawServer[1];
            try (var server = new RawServer(tls(), socket -> own[0].echo(socket));
                    var client = new OnceHttp("test", versions, LIMITS, trust)) {
                own[0] = server;
                assertThat(OnceHttpFixture.text(client.exchange(OnceHttpFixture.post(localhost(server), "hello")))).endsWith("|hello");
            }
        }
    }

    @Test
    void aServerWithTheCertificateOfAnotherHostGetsNoRequest() throws Exception {
        RawServer[] own = new RawServer[1];
        try (var server = new RawServer(tls(), socket -> own[0].echo(socket));
                var client = new OnceHttp("test", Versions.HTTP_1, LIMITS, trust)) {
            own[0] = server;
            var other = new Origin(true, "127.0.0.1", server.port());
            assertThatThrownBy(() -> client.exchange(OnceHttpFixture.post(other, "x"))).isInstanceOf(NotSentException.class);
            assertThat(server.requests).hasValue(0);
        }
    }

    @Test
    void aServerThatNobodyVouchesForGetsNoRequest() throws Exception {
        RawServer[] own = new RawServer[1];
        try (var server = new RawServer(tls(), socket -> own[0].echo(socket));
                var client = new OnceHttp("test", Versions.HTTP_1, LIMITS)) {
            own[0] = server;
            assertThatThrownBy(() -> client.exchange(OnceHttpFixture.post(localhost(server), "x"))).isInstanceOf(NotSentException.class);
            assertThat(server.requests).hasValue(0);
        }
    }

    @Test
    void aHandshakeThatDoesNotEndSentNothing() throws Exception {
        var limits = OnceHttpFixture.limits(5, Duration.ofMillis(300), Duration.ofSeconds(30));
        try (var server = new RawServer(socket -> socket.getInputStream().readAllBytes());
                var client = new OnceHttp("test", Versions.NEGOTIATED, limits, trust)) {
            assertThatThrownBy(() -> client.exchange(OnceHttpFixture.post(localhost(server), "x"))).isInstanceOf(NotSentException.class);
        }
    }

    private static Origin localhost(RawServer server) {
        return new Origin(true, "localhost", server.port());
    }

    private static ServerSocketFactory tls(String... protocols) {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port, int backlog, java.net.InetAddress address) throws java.io.IOException {
                var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(protocols);
                socket.setSSLParameters(parameters);
                return socket;
            }

            @Override
            public ServerSocket createServerSocket(int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
