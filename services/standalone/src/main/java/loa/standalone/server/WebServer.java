package loa.standalone.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.util.FileSystemUtils;

import loa.standalone.data.StartFailure;

/** The only web server of the process: Tomcat on 127.0.0.1, every request on a virtual thread. */
final class WebServer implements AutoCloseable {
    /** Players keep a connection each while they wait for a new plan. */
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int SESSION_MINUTES = 8 * 60;
    private static final long MOST_UPLOAD_BYTES = 256L << 20;

    private final Tomcat tomcat = new Tomcat();
    private final Context root;
    private final Path uploads;

    /**
     * @param https whether browsers come by https, through a proxy in front: session cookies are then never sent without it
     */
    WebServer(int port, boolean https, Path workDirectory) throws IOException {
        uploads = emptied(workDirectory.resolve("uploads"));
        tomcat.setBaseDir(workDirectory.toString());
        tomcat.setConnector(connector(port));
        root = tomcat.addContext("", uploads.toString());
        ErrorPage everyError = new ErrorPage();
        everyError.setLocation("/error");
        root.addErrorPage(everyError);
        keepSessions(https);
    }

    /** As the desk's own configuration says for where it has a web server of its own. */
    private void keepSessions(boolean https) {
        root.setSessionTimeout(SESSION_MINUTES);
        root.setSessionCookieName("loa");
        root.setUseHttpOnly(true);
        var cookies = new Rfc6265CookieProcessor();
        cookies.setSameSiteCookies("lax");
        root.setCookieProcessor(cookies);
        root.addServletContainerInitializer((classes, context) -> context.getSessionCookieConfig().setSecure(https), null);
    }

    /** What a crash has left of uploaded files is not kept: phone numbers stand in them. */
    private static Path emptied(Path directory) throws IOException {
        FileSystemUtils.deleteRecursively(directory);
        return Files.createDirectories(directory);
    }

    void serve(String pattern, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(root, pattern, servlet);
        wrapper.setAsyncSupported(true);
        wrapper.setLoadOnStartup(1);
        wrapper.setMultipartConfigElement(new MultipartConfigElement(uploads.toString(), MOST_UPLOAD_BYTES, MOST_UPLOAD_BYTES, 1 << 20));
        root.addServletMappingDecoded(pattern, wrapper.getName());
    }

    void start() {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new StartFailure("The web server did not start: %s.".formatted(e.getMessage()), e);
        }
        if (tomcat.getConnector().getState().isAvailable()) {
            return;
        }
        throw new StartFailure("Port %d is in use; set LOA_HTTP_PORT to another.".formatted(tomcat.getConnector().getPort()));
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("The web server did not stop", e);
        }
    }

    private static Connector connector(int port) {
        var connector = new Connector(Http11NioProtocol.class.getName());
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", Integer.toString(MOST_CONNECTIONS));
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("keepAliveTimeout", "75000");
        connector.setURIEncoding("UTF-8");
        connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("http-"));
        return connector;
    }
}
