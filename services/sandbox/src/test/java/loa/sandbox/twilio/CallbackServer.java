package loa.sandbox.twilio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import loa.sandbox.http.Exchange;
import loa.sandbox.http.HttpServer;
import loa.sandbox.http.Routes;

/** Stands for our side: takes status callbacks. */
final class CallbackServer implements AutoCloseable {

    record Callback(String url, Map<String, String> form, String signature) {
        String status() {
            return form.getOrDefault("MessageStatus", "");
        }
    }

    final List<Callback> callbacks = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    private final HttpServer server;

    CallbackServer(Path directory) throws IOException {
        server = HttpServer.start(directory, 0, new Routes().add("POST", "/webhooks/twilio/status", this::take));
    }

    String url(String query) {
        return "http://127.0.0.1:" + server.port() + "/webhooks/twilio/status" + query;
    }

    List<String> statuses() {
        return callbacks.stream().map(Callback::status).toList();
    }

    private void take(Exchange exchange) {
        if (failures.getAndDecrement() > 0) {
            exchange.answer(503);
            return;
        }
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : List.of("MessageSid", "MessageStatus", "To", "From", "AccountSid", "ApiVersion", "SmsSid",
                "SmsStatus", "ErrorCode")) {
            String value = exchange.field(name);
            if (value != null) {
                form.put(name, value);
            }
        }
        callbacks.add(new Callback("http://127.0.0.1:" + server.port() + exchange.address(), form,
                String.valueOf(exchange.header("X-Twilio-Signature"))));
        exchange.answer(204);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
