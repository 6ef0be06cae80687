package loa.sms.twilio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Twilio's error codes that mean something to us, with a sentence for people. Source: https://www.twilio.com/docs/api/errors
 */
enum TwilioCode {
    /* Answers to a send. */
    AUTHENTICATE(20003, Kind.CONFIGURATION, "Twilio không chấp nhận tài khoản của hệ thống"), ACCOUNT_NOT_ACTIVE(20005, Kind.CONFIGURATION,
            "Tài khoản Twilio chưa hoạt động"), TOO_MANY_REQUESTS(20429, Kind.BUSY, "Twilio yêu cầu gửi chậm lại"), INVALID_NUMBER(21211,
                    Kind.REFUSED, "Số không hợp lệ"), NO_PERMISSION_FOR_REGION(21408, Kind.REFUSED,
                            "Tài khoản không được phép gửi đến vùng này"), SENDER_NOT_USABLE(21606, Kind.REFUSED,
                                    "Tên người gửi không dùng được"), UNSUBSCRIBED(21610, Kind.GONE,
                                            "Người nhận đã từ chối nhận tin"), QUEUE_FULL(21611, Kind.BUSY,
                                                    "Hàng đợi của người gửi đã đầy"), NOT_REACHABLE_FROM_SENDER(21612, Kind.REFUSED,
                                                            "Không gửi được từ người gửi này đến số này"), NOT_A_MOBILE(21614, Kind.REFUSED,
                                                                    "Không phải số di động"),
    /* Receipts. */
    UNREACHABLE(30003, Kind.REFUSED, "Thuê bao không liên lạc được"), BLOCKED(30004, Kind.REFUSED, "Tin bị chặn"), UNKNOWN_SUBSCRIBER(30005,
            Kind.REFUSED, "Thuê bao không tồn tại"), LANDLINE(30006, Kind.REFUSED, "Số cố định hoặc mạng không hỗ trợ"), FILTERED(30007,
                    Kind.REFUSED, "Nhà mạng lọc tin"), UNKNOWN_ERROR(30008, Kind.REFUSED, "Lỗi không rõ ở nhà mạng");

    /** What a code says of the attempt. */
    enum Kind {
        /** Another attempt would change nothing. */
        REFUSED,
        /** The recipient wants or has this no more. */
        GONE,
        /** Not processed; later. */
        BUSY,
        /** Not processed, until somebody changes our settings or pays. */
        CONFIGURATION
    }

    private final int code;
    private final Kind kind;
    private final String detail;

    TwilioCode(int code, Kind kind, String detail) {
        this.code = code;
        this.kind = kind;
        this.detail = detail;
    }

    static Optional<TwilioCode> of(int code) {
        return Arrays.stream(values()).filter(c -> c.code == code).findFirst();
    }

    Kind kind() {
        return kind;
    }

    String detail() {
        return detail;
    }
}
