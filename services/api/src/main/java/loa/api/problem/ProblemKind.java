package loa.api.problem;

import java.util.Locale;

/** The kinds of problem. Code and status are part of the interface and never change. */
public enum ProblemKind {
    UNREADABLE(400, "Yêu cầu không đọc được", "The request cannot be read"),
    UNAUTHENTICATED(401, "Chưa đăng nhập", "Not signed in"),
    FORBIDDEN(403, "Không có quyền", "Not allowed"),
    SAME_PERSON(403, "Cần người khác duyệt", "Another person must approve"),
    NOT_FOUND(404, "Không tìm thấy", "Not found"),
    METHOD_NOT_ALLOWED(405, "Phương thức không được hỗ trợ", "Method not allowed"),
    NOT_ACCEPTABLE(406, "Không có dạng trả lời phù hợp", "Not acceptable"),
    WRONG_STATE(409, "Trạng thái không cho phép", "The state does not allow it"),
    IN_PROGRESS(409, "Yêu cầu trước đang được xử lý", "The first request is still running"),
    STALE(412, "Phiên bản đã cũ", "The version is stale"),
    TOO_LARGE(413, "Quá lớn", "Too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Kiểu nội dung không được hỗ trợ", "Unsupported media type"),
    INVALID_FIELD(422, "Dữ liệu chưa hợp lệ", "The data are not valid"),
    IDEMPOTENCY_MISMATCH(422, "Idempotency-Key đã dùng cho yêu cầu khác", "The Idempotency-Key belongs to another request"),
    VERSION_REQUIRED(428, "Cần nêu phiên bản", "A version is required"),
    TOO_MANY(429, "Quá nhiều yêu cầu", "Too many requests"),
    INTERNAL(500, "Lỗi của hệ thống", "Internal error"),
    UNAVAILABLE(503, "Tạm thời không phục vụ được", "Temporarily unavailable");

    private final int status;
    private final Wording title;

    ProblemKind(int status, String vi, String en) {
        this.status = status;
        this.title = new Wording(vi, en);
    }

    /** The name in lower case with hyphens: {@code invalid-field}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code urn:loa:problem:invalid-field}. */
    public String type() {
        return "urn:loa:problem:" + code();
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** What it is called. */
    public Wording title() {
        return title;
    }
}
