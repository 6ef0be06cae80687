package loa.api.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import loa.api.problem.ProblemException;

/** Reads a JSON body of at most 8 MiB, or says everything that is wrong with it at once. */
public final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {
    static final long MAX_BYTES = 8L << 20;

    private final BodyReader reader;

    /** Reads and writes with this mapper. */
    public StrictJsonConverter(JsonMapper mapper) {
        super(mapper);
        this.reader = new BodyReader(mapper);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage input, @Nullable Map<String, Object> hints) throws IOException {
        return reader.read(getJavaType(type.getType(), null), new Limited(input.getBody(), MAX_BYTES));
    }

    /** Ends the request with 413 when more bytes come than allowed. */
    private static final class Limited extends FilterInputStream {
        private final long max;
        private long left;

        Limited(InputStream in, long max) {
            super(in);
            this.max = max;
            this.left = max;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int n) {
            left -= n;
            if (left < 0) {
                throw ProblemException.tooLarge(max);
            }
        }
    }
}
