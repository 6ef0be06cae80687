package loa.sandbox.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;

import loa.sandbox.files.FreePort;

/**
 * An HTTP/1.1 server on 127.0.0.1: a virtual thread a request, thousands of connections, kept alive for as long as the
 * client likes (the JDK's own server closes idle ones, which clients see as faults of ours).
 */
public final class HttpServer implements AutoCloseable {

    private static final int CONNECTIONS = 16_384;

    private final Tomcat tomcat;
    private final int port;

    private HttpServer(Tomcat tomcat, int port) {
        this.tomcat = tomcat;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param directory for Tomcat's own use
     * @param port      0 for a free one
     * @throws IOException when the port is taken
     */
    public static HttpServer start(Path directory, int port, Routes routes) throws IOException {
        FreePort.require(port);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(directory).toString());
        tomcat.setSilent(true);
        Connector connector = connector(port);
        tomcat.setConnector(connector);
        tomcat.getEngine().getPipeline().addValve(new ConnectionBreaker());
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        // nothing is ever redeployed here, and the checks for what a redeployment leaves behind need flags of the JVM
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesRmiTargets(false);
        // milliseconds; a request that hangs on purpose does not hold up the end (0 would wait for ever)
        context.setUnloadDelay(100);
        Tomcat.addServlet(context, "sandbox", new Dispatcher(routes)).setLoadOnStartup(1);
        context.addServletMapping("/", "sandbox");
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException("the sandbox cannot listen on port " + port, e);
        }
        return new HttpServer(tomcat, connector.getLocalPort());
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setURIEncoding("UTF-8");
        connector.getProtocolHandler().setExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-http-", 0).factory()));
        // Twilio's list takes DateSent>= in its query, and tokens stand in paths with escaped slashes
        connector.setProperty("relaxedQueryChars", "<>");
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", String.valueOf(CONNECTIONS));
        connector.setProperty("acceptCount", "1024");
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("keepAliveTimeout", "-1");
        return connector;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException("the sandbox's HTTP server did not end in order", e);
        }
    }
}
