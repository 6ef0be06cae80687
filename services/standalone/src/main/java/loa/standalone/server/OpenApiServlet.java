package loa.standalone.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v3/api-docs} of the whole process: what the services say of themselves, as one description. */
final class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient JsonMapper json = JsonMapper.builder().build();
    private final transient Supplier<Collection<ServiceContext>> contexts;

    OpenApiServlet(Supplier<Collection<ServiceContext>> contexts) {
        this.contexts = contexts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        ObjectNode whole = json.createObjectNode();
        for (ServiceContext context : contexts.get()) {
            var answer = new Captured(response);
            context.handle(request, answer);
            merge(whole, (ObjectNode) json.readTree(answer.body()));
        }
        byte[] body = json.writeValueAsBytes(whole);
        response.reset();
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The first to name something is believed: the schemas that services share are the same classes. */
    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(property -> {
            JsonNode there = into.get(property.getKey());
            if (there == null) {
                into.set(property.getKey(), property.getValue());
            } else if (there instanceof ObjectNode object && property.getValue() instanceof ObjectNode other) {
                merge(object, other);
            }
        });
    }

    /** Keeps what a service would have sent. */
    private static final class Captured extends HttpServletResponseWrapper {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ServletOutputStream stream = new Stream(bytes);
        private final PrintWriter writer = new PrintWriter(bytes, true, StandardCharsets.UTF_8);

        Captured(HttpServletResponse response) {
            super(response);
        }

        byte[] body() {
            writer.flush();
            return bytes.toByteArray();
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return stream;
        }

        @Override
        public PrintWriter getWriter() {
            return writer;
        }

        @Override
        public void flushBuffer() {
            // nothing goes out before all services have spoken
        }

        @Override
        public void setContentLength(int length) {
            // the length of a part
        }

        @Override
        public void setContentLengthLong(long length) {
            // the length of a part
        }
    }

    private static final class Stream extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Stream(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes.write(b, off, len);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("The description is written at once");
        }
    }
}
