package loa.delivery.http;

/** Which versions of HTTP are spoken. */
public enum Versions {
    /** HTTP/1.1: one request at a time on a connection. */
    HTTP_1,
    /** HTTP/2 where the server chooses it in the TLS handshake (ALPN), else HTTP/1.1. Without TLS HTTP/1.1. */
    NEGOTIATED,
    /** As {@link #NEGOTIATED}, but without TLS HTTP/2 from the first byte: the server is known to speak it. */
    PRIOR_KNOWLEDGE
}
