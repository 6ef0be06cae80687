package loa.api.idempotency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import javax.crypto.Mac;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.api.spool.Spool;

/** Tells two requests apart: a keyed hash over method, path, query and body, of a multipart body over its parts. */
final class Fingerprint {
    private final HttpServletRequest request;
    private final Mac digest;
    private final Spool spool;

    Fingerprint(HttpServletRequest request, Mac digest, Spool spool) {
        this.request = request;
        this.digest = digest;
        this.spool = spool;
        add(request.getMethod());
        add(request.getRequestURI());
        add(String.valueOf(request.getQueryString()));
    }

    static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /** Reads the body into the fingerprint. The parts of a multipart body are kept by the server, so nothing is kept here of them. */
    SpooledBody readBody() throws IOException {
        if (!isMultipart(request)) {
            return SpooledBody.read(request.getInputStream(), digest, spool);
        }
        try {
            for (Part part : request.getParts()) {
                add(part.getName());
                add(Long.toString(part.getSize()));
                addAll(part.getInputStream());
            }
        } catch (IllegalStateException e) {
            throw ProblemException.tooLarge(SpooledBody.MAX_BYTES);
        } catch (ServletException e) {
            throw ProblemException
                    .unreadable(Wording.of("Không đọc được các phần multipart.", "The multipart body cannot be read."));
        }
        return SpooledBody.read(InputStream.nullInputStream(), digest, spool);
    }

    /** The fingerprint; once, at the end. */
    byte[] digest() {
        return digest.doFinal();
    }

    private void addAll(InputStream in) throws IOException {
        try (in) {
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
