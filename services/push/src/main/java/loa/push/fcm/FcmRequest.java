package loa.push.fcm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.util.StreamingContent;
import org.jspecify.annotations.Nullable;

/** One request of the SDK, made once. */
final class FcmRequest extends LowLevelHttpRequest {
    private final HttpClient client;
    private final HttpRequest.Builder request;
    private final String method;
    private int answerMillis = 20_000;

    FcmRequest(HttpClient client, String method, URI target) {
        this.client = client;
        this.method = method;
        this.request = HttpRequest.newBuilder(target);
    }

    @Override
    public void addHeader(String name, String value) {
        request.header(name, value);
    }

    /** The client itself has the limit for connecting. Zero means no limit to the SDK; there is always one here. */
    @Override
    public void setTimeout(int connectMillis, int readMillis) {
        if (readMillis > 0) {
            answerMillis = readMillis;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws NotSentException when no connection came about
     */
    @Override
    public LowLevelHttpResponse execute() throws IOException {
        HttpRequest built = request.method(method, body()).build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(built, BodyHandlers.ofByteArray());
        try {
            // The limit of HttpRequest ends with the headers; a body that never comes needs this one.
            return new FcmResponse(answer.get(answerMillis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("No answer within %d ms".formatted(answerMillis));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        }
    }

    private BodyPublisher body() throws IOException {
        StreamingContent content = getStreamingContent();
        if (content == null) {
            return BodyPublishers.noBody();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        content.writeTo(bytes);
        if (getContentType() != null) {
            request.setHeader("Content-Type", getContentType());
        }
        if (getContentEncoding() != null) {
            request.setHeader("Content-Encoding", getContentEncoding());
        }
        return BodyPublishers.ofByteArray(bytes.toByteArray());
    }

    private static IOException translate(@Nullable Throwable failure) {
        return switch (failure) {
            case ConnectException e -> new NotSentException(e);
            case HttpConnectTimeoutException e -> new NotSentException(e);
            case IOException e -> e;
            case null, default -> new IOException("The request failed", failure);
        };
    }
}
