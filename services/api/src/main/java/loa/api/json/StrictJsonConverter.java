package loa.api.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

import loa.api.problem.FieldFault;
import loa.api.problem.Problem;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.api.problem.Wording;

/** Reads a JSON body of at most 8 MiB, or says everything that is wrong with it at once. */
public final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {
    static final long MAX_BYTES = 8L << 20;

    /** Reads and writes with this mapper. */
    public StrictJsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage input, @Nullable Map<String, Object> hints) throws IOException {
        var faults = new FaultCollector();
        Object value;
        try {
            value = getMapper().readerFor(getJavaType(type.getType(), null)).withHandler(faults)
                    .readValue(new Limited(input.getBody(), MAX_BYTES));
        } catch (StreamReadException e) {
            throw malformed(e);
        } catch (JacksonException e) {
            throw refused(faults.faults(), e);
        }
        if (value == null || !faults.faults().isEmpty()) {
            throw refused(faults.faults(), null);
        }
        return value;
    }

    private static ProblemException refused(List<FieldFault> faults, @Nullable JacksonException cause) {
        if (faults.isEmpty()) {
            String where = cause == null ? "" : cause.getPathReference();
            return ProblemException.unreadable(Wording.of("Không đọc được nội dung JSON %s.", "The JSON cannot be read %s.", where));
        }
        if (faults.stream().noneMatch(f -> f.code().equals(FaultCollector.UNKNOWN_FIELD))) {
            return ProblemException.invalid(faults);
        }
        Wording detail = Wording.of("Có trường không được biết đến.", "There are fields that are not known.");
        return new ProblemException(new Problem(ProblemKind.UNREADABLE, detail, faults, Map.of(), Map.of()));
    }

    private static ProblemException malformed(StreamReadException e) {
        var location = e.getLocation();
        return ProblemException.unreadable(Wording.of("JSON sai cú pháp ở dòng %d, cột %d.", "The JSON is malformed at line %d, column %d.",
                location == null ? 0 : location.getLineNr(), location == null ? 0 : location.getColumnNr()));
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
