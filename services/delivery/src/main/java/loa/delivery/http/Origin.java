package loa.delivery.http;

import java.net.URI;

/**
 * Where a server is.
 *
 * @param secure whether by TLS
 * @param host   a name or an address, as it is written in an address of the web
 */
public record Origin(boolean secure, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Refuses what nobody can connect to. */
    public Origin {
        if (host.isEmpty() || Field.breaksLine(host) || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("host and port must be usable, but were '%s' and %d".formatted(host, port));
        }
    }

    /** The origin of an address that begins with {@code http://} or {@code https://}. */
    public static Origin of(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        if (address.getHost() == null || !secure && !"http".equalsIgnoreCase(address.getScheme())) {
            throw new IllegalArgumentException("the address must be http(s)://host, but was " + address);
        }
        int usual = secure ? HTTPS : HTTP;
        return new Origin(secure, address.getHost(), address.getPort() < 0 ? usual : address.getPort());
    }

    /** Host, and port where it is not the usual one. */
    String authority() {
        return port == (secure ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    String scheme() {
        return secure ? "https" : "http";
    }

    /** The host as the resolver wants it: an IPv6 address without its brackets. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
