package loa.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import loa.api.problem.Problem;
import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.api.problem.Wording;
import loa.api.spool.Spool;

/** A file as it is sent: as the body, or as the field {@code file} of a multipart body. It is laid into a file that only we can read. */
final class Upload {
    static final long MAX_BYTES = 256L << 20;

    private static final MediaType CSV = new MediaType("text", "csv");
    private static final String FIELD = "file";

    private final Spool spool;
    private final long maxBytes;

    Upload(Spool spool, long maxBytes) {
        this.spool = spool;
        this.maxBytes = maxBytes;
    }

    /**
     * Receives the file.
     *
     * @throws ProblemException 413 when it is too long, 415 for another type, 422 without the field
     */
    Path receive(HttpServletRequest request) throws IOException {
        MediaType type = type(request.getContentType());
        if (type != null && CSV.isCompatibleWith(type) && isUtf8(type)) {
            return spool(request.getInputStream(), request.getContentLengthLong());
        }
        if (type != null && MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)) {
            Part part = part(request);
            return spool(part.getInputStream(), part.getSize());
        }
        throw new ProblemException(Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE,
                Wording.of("Cần text/csv (UTF-8) hoặc multipart/form-data với trường file.",
                        "text/csv (UTF-8) or multipart/form-data with the field file is needed.")));
    }

    private Path spool(InputStream in, long announced) throws IOException {
        if (announced > maxBytes) {
            throw ProblemException.tooLarge(maxBytes);
        }
        Path file = spool.newFile("import-");
        try (in; OutputStream out = Files.newOutputStream(file)) {
            copy(in, out);
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > maxBytes) {
                throw ProblemException.tooLarge(maxBytes);
            }
            out.write(buffer, 0, n);
        }
    }

    private Part part(HttpServletRequest request) throws IOException {
        Part part;
        try {
            part = request.getPart(FIELD);
        } catch (IllegalStateException e) {
            throw ProblemException.tooLarge(maxBytes);
        } catch (ServletException e) {
            throw ProblemException.unreadable(Wording.of("Không đọc được các phần multipart.", "The multipart body cannot be read."));
        }
        if (part == null) {
            throw ProblemException.invalid("/" + FIELD, "required", Wording.of("Thiếu tệp.", "The file is missing."));
        }
        return part;
    }

    private static @Nullable MediaType type(@Nullable String header) {
        try {
            return header == null ? null : MediaType.parseMediaType(header);
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    private static boolean isUtf8(MediaType type) {
        try {
            Charset charset = type.getCharset();
            return charset == null || charset.equals(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
