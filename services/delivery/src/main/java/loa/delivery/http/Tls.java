package loa.delivery.http;

import java.util.concurrent.Executor;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** TLS with verification of the host's name. Built at the first use, since most tests and sandboxes have none. Of the event loop alone. */
final class Tls {
    /** A handshake computes for a millisecond or two; a thousand at once would hold up the event loop. */
    private static final Executor HANDSHAKES = task -> Thread.ofVirtual().name("http-handshake").start(task);

    private final Versions versions;
    private final @Nullable TrustManagerFactory trust;
    private @Nullable SslContext context;

    Tls(Versions versions, @Nullable TrustManagerFactory trust) {
        this.versions = versions;
        this.trust = trust;
    }

    SslHandler handler(Channel channel, Origin origin) throws SSLException {
        if (context == null) {
            context = build();
        }
        return context.newHandler(channel.alloc(), origin.bareHost(), origin.port(), HANDSHAKES);
    }

    private SslContext build() throws SSLException {
        var builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").trustManager(trust);
        if (versions != Versions.HTTP_1) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
        }
        return builder.build();
    }
}
