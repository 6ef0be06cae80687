package loa.api.problem;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Problems of the framework, said in the words of Loa. */
final class SpringProblems {
    private SpringProblems() {}

    /** The problem that this exception stands for; empty when nobody expected it. */
    static Optional<Problem> of(Exception exception) {
        return switch (exception) {
            case ProblemException e -> Optional.of(e.problem());
            case HttpMessageNotReadableException _ -> unreadable("Thiếu nội dung hoặc nội dung không đọc được.",
                    "The body is missing or cannot be read.");
            case MethodArgumentTypeMismatchException e -> Optional.of(mismatch(e));
            case TypeMismatchException e -> Optional.of(invalid("?" + e.getPropertyName(), "invalid-value",
                    Wording.of("Giá trị không hợp lệ: %s.", "The value is not valid: %s.", String.valueOf(e.getValue()))));
            case MissingServletRequestParameterException e -> Optional.of(missing("?" + e.getParameterName()));
            case MissingServletRequestPartException e -> Optional.of(missing("/" + e.getRequestPartName()));
            case MissingRequestHeaderException e -> Optional.of(missingHeader(e.getHeaderName()));
            case MaxUploadSizeExceededException e -> Optional.of(ProblemException.tooLarge(e.getMaxUploadSize()).problem());
            case MultipartException _ -> unreadable("Không đọc được các phần multipart.", "The multipart body cannot be read.");
            case HttpRequestMethodNotSupportedException e -> Optional.of(methodNotAllowed(e));
            case DataAccessResourceFailureException _ -> database();
            case TransientDataAccessException _ -> database();
            case CannotCreateTransactionException _ -> database();
            case TransactionSystemException _ -> database(); // a commit or rollback whose answer was lost
            case DataAccessException e when isOfItsValues(e) -> Optional.of(Problem.of(ProblemKind.INVALID_FIELD,
                    Wording.of("Có giá trị không lưu được.", "There is a value that cannot be stored.")));
            case ErrorResponse e -> byStatus(e);
            default -> Optional.empty();
        };
    }

    /**
     * SQLSTATE class 22: what the database says of values that slipped through.
     * https://www.postgresql.org/docs/18/errcodes-appendix.html
     */
    private static boolean isOfItsValues(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && String.valueOf(cause.getSQLState()).startsWith("22");
    }

    /** An id in a path that cannot be one names nothing; a parameter of the query is at fault itself. */
    private static Problem mismatch(MethodArgumentTypeMismatchException e) {
        String value = String.valueOf(e.getValue());
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return ProblemException.notFound(Wording.of("Không có %s.", "There is no %s.", value)).problem();
        }
        return invalid("?" + e.getName(), "invalid-value",
                Wording.of("Giá trị của %s không hợp lệ: %s.", "The value of %s is not valid: %s.", e.getName(), value));
    }

    private static Problem missing(String pointer) {
        return invalid(pointer, "required", Wording.of("Thiếu giá trị.", "A value is needed."));
    }

    private static Problem missingHeader(String name) {
        return HttpHeaders.IF_MATCH.equalsIgnoreCase(name) ? ProblemException.versionRequired().problem() : missing(name);
    }

    private static Problem invalid(String pointer, String code, Wording detail) {
        return ProblemException.invalid(pointer, code, detail).problem();
    }

    private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        Problem problem = Problem.of(ProblemKind.METHOD_NOT_ALLOWED,
                Wording.of("%s không dùng được ở đây.", "%s is not possible here.", e.getMethod()));
        String[] allowed = e.getSupportedMethods();
        return allowed == null ? problem : problem.withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    }

    private static Optional<Problem> database() {
        return Optional.of(ProblemException.unavailable("database").problem());
    }

    private static Optional<Problem> unreadable(String vi, String en) {
        return Optional.of(ProblemException.unreadable(new Wording(vi, en)).problem());
    }

    private static Optional<Problem> byStatus(ErrorResponse e) {
        Map<Integer, ProblemKind> kinds = Map.of(400, ProblemKind.UNREADABLE, 401, ProblemKind.UNAUTHENTICATED, 403, ProblemKind.FORBIDDEN,
                404, ProblemKind.NOT_FOUND, 406, ProblemKind.NOT_ACCEPTABLE, 413, ProblemKind.TOO_LARGE, 415,
                ProblemKind.UNSUPPORTED_MEDIA_TYPE, 429, ProblemKind.TOO_MANY, 503, ProblemKind.UNAVAILABLE);
        return Optional.ofNullable(kinds.get(e.getStatusCode().value())).map(kind -> Problem.of(kind, kind.title()));
    }
}
