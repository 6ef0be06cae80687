package loa.push.fcm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;

import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.JsonGenerator;
import com.google.api.client.json.JsonParser;
import com.google.api.client.json.gson.GsonFactory;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's JSON, which keeps what was written last. The SDK writes each body twice, the first time only to count its bytes, on the same
 * thread and after it has asked for the request: so the request takes what was counted and nothing is written a second time. Thread-safe.
 */
final class FcmJson extends JsonFactory {
    private static final int USUAL_LENGTH = 1_024;

    private final GsonFactory json = GsonFactory.getDefaultInstance();
    private final ThreadLocal<byte @Nullable []> written = new ThreadLocal<>();

    /** What this thread has written since it last forgot: null when that is not of this length. Forgets it. */
    byte @Nullable [] take(long length) {
        byte[] last = written.get();
        written.remove();
        return last == null || last.length != length ? null : last;
    }

    /** A request begins: what was written before is not of it. */
    void forget() {
        written.remove();
    }

    @Override
    public JsonGenerator createJsonGenerator(OutputStream out, Charset charset) {
        return json.createJsonGenerator(new Body(out, charset));
    }

    @Override
    public JsonGenerator createJsonGenerator(Writer writer) {
        return json.createJsonGenerator(writer);
    }

    @Override
    public JsonParser createJsonParser(InputStream in) {
        return json.createJsonParser(in);
    }

    @Override
    public JsonParser createJsonParser(InputStream in, Charset charset) {
        return json.createJsonParser(in, charset);
    }

    @Override
    public JsonParser createJsonParser(String text) {
        return json.createJsonParser(text);
    }

    @Override
    public JsonParser createJsonParser(Reader reader) {
        return json.createJsonParser(reader);
    }

    /** Gathers text and turns it into bytes at once, which costs a third of doing so character by character. */
    private final class Body extends Writer {
        private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
        private final OutputStream out;
        private final Charset charset;
        private int flushed;

        Body(OutputStream out, Charset charset) {
            this.out = out;
            this.charset = charset;
        }

        @Override
        public void write(int character) {
            text.append((char) character);
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            text.append(characters, offset, length);
        }

        @Override
        public void write(String string, int offset, int length) {
            text.append(string, offset, offset + length);
        }

        @Override
        public void flush() throws IOException {
            if (flushed < text.length()) {
                byte[] bytes = text.substring(flushed).getBytes(charset);
                // what comes in several pieces is left to be written again
                written.set(flushed == 0 ? bytes : null);
                flushed = text.length();
                out.write(bytes);
            }
            out.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
            out.close();
        }
    }
}
