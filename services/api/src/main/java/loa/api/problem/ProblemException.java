package loa.api.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;

/** Ends a request with a {@link Problem}. An answer and not a failure, so it has no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The states of directives, deliveries and dead letters, as people call them. */
    private static final Map<String, String> STATES = Map.ofEntries(Map.entry("draft", "bản nháp"), Map.entry("submitted", "chờ duyệt"),
            Map.entry("returned", "bị trả lại"), Map.entry("approved", "đã duyệt"), Map.entry("scheduled", "chờ đến giờ ban hành"),
            Map.entry("issued", "đã ban hành"), Map.entry("cancelled", "đã hủy"), Map.entry("expired", "hết hiệu lực"),
            Map.entry("replayed", "đã đưa lại"), Map.entry("discarded", "đã loại bỏ"), Map.entry("held", "đang giữ"),
            Map.entry("released", "đã cho gửi"), Map.entry("dropped", "đã bỏ"));

    private final transient Problem problem;

    /** Ends the request with this. */
    public ProblemException(Problem problem) {
        super(problem.detail().en(), null, false, false);
        this.problem = problem;
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }

    /** 422: these fields are at fault. */
    public static ProblemException invalid(List<FieldFault> faults) {
        Wording detail = faults.size() == 1
                ? Wording.of("1 trường chưa hợp lệ.", "1 field is not valid.")
                : Wording.of("%d trường chưa hợp lệ.", "%d fields are not valid.", faults.size());
        return new ProblemException(new Problem(ProblemKind.INVALID_FIELD, detail, faults, Map.of(), Map.of()));
    }

    /** 422: this field is at fault. */
    public static ProblemException invalid(String pointer, String code, Wording detail) {
        return invalid(List.of(new FieldFault(pointer, code, detail)));
    }

    /** 404. */
    public static ProblemException notFound(Wording detail) {
        return of(ProblemKind.NOT_FOUND, detail);
    }

    /** 401. */
    public static ProblemException unauthenticated(Wording detail) {
        return new ProblemException(Problem.of(ProblemKind.UNAUTHENTICATED, detail).withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    /** 403. */
    public static ProblemException forbidden(Wording detail) {
        return of(ProblemKind.FORBIDDEN, detail);
    }

    /** 403: whoever drafted or changed a directive cannot approve it. */
    public static ProblemException samePerson() {
        return of(ProblemKind.SAME_PERSON, Wording.of("Người soạn hoặc sửa chỉ đạo không được tự duyệt.",
                "Whoever drafted or changed a directive cannot approve it."));
    }

    /** 409: not in this state; the answer names it as {@code state}. */
    public static ProblemException wrongState(String state) {
        String vietnamese = STATES.getOrDefault(state, state);
        Wording detail = new Wording("Không thực hiện được khi đang ở trạng thái “%s”.".formatted(vietnamese),
                "Not possible in the state %s.".formatted(state));
        return new ProblemException(new Problem(ProblemKind.WRONG_STATE, detail, List.of(), Map.of("state", state), Map.of()));
    }

    /** 409: the first request with this Idempotency-Key still runs. */
    public static ProblemException inProgress() {
        return of(ProblemKind.IN_PROGRESS, Wording.of("Yêu cầu đầu tiên với Idempotency-Key này chưa xong.",
                "The first request with this Idempotency-Key is still running."));
    }

    /** 422: the Idempotency-Key was used for something else. */
    public static ProblemException idempotencyMismatch() {
        return of(ProblemKind.IDEMPOTENCY_MISMATCH, Wording.of("Idempotency-Key này đã dùng với nội dung khác.",
                "This Idempotency-Key was used with other content."));
    }

    /** 412: someone changed it meanwhile. */
    public static ProblemException stale() {
        return of(ProblemKind.STALE,
                Wording.of("Nội dung đã được người khác thay đổi; hãy tải lại.", "It was changed meanwhile; load it again."));
    }

    /** 428: needs {@code If-Match}. */
    public static ProblemException versionRequired() {
        return of(ProblemKind.VERSION_REQUIRED,
                Wording.of("Cần gửi If-Match với phiên bản đã xem.", "If-Match with the version that was seen is needed."));
    }

    /** 413: at most this many bytes. */
    public static ProblemException tooLarge(long maxBytes) {
        return of(ProblemKind.TOO_LARGE, Wording.of("Nhiều nhất %d byte.", "At most %d bytes.", maxBytes));
    }

    /** 429: again after this time, rounded up to whole seconds. */
    public static ProblemException tooMany(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        Wording detail = Wording.of("Hãy thử lại sau %d giây.", "Try again after %d seconds.", seconds);
        return new ProblemException(
                Problem.of(ProblemKind.TOO_MANY, detail).withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    /** 503: this part is down; the answer names it as {@code part}. */
    public static ProblemException unavailable(String part) {
        Wording detail = Wording.of("Thành phần %s đang không hoạt động.", "The part %s is down.", part);
        return new ProblemException(new Problem(ProblemKind.UNAVAILABLE, detail, List.of(), Map.of("part", part), Map.of()));
    }

    /** 400. */
    public static ProblemException unreadable(Wording detail) {
        return of(ProblemKind.UNREADABLE, detail);
    }

    private static ProblemException of(ProblemKind kind, Wording detail) {
        return new ProblemException(Problem.of(kind, detail));
    }
}
