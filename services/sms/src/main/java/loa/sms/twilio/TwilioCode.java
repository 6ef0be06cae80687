package loa.sms.twilio;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Twilio's error codes that mean something to us. A code that does not speak of the number alone never ends a delivery: a sender name that
 * was not registered or an account without money would end a whole audience. Source: https://www.twilio.com/docs/api/errors
 */
enum TwilioCode {
    /** The number itself can get no text. */
    INVALID_NUMBER(21211, Kind.REFUSED, "Số không hợp lệ"),
    /** The number is none that can be reached. */
    NOT_REACHABLE(21214, Kind.REFUSED, "Số không liên lạc được"),
    /** The number does not look like one. */
    NO_NUMBER(21217, Kind.REFUSED, "Không phải số điện thoại"),
    /** A short code cannot be a recipient. */
    SHORT_CODE(21265, Kind.REFUSED, "Đầu số ngắn không nhận được tin"),
    /** The account may not send to where the number is. */
    NO_PERMISSION_FOR_REGION(21408, Kind.REFUSED, "Tài khoản không được phép gửi đến vùng này"),
    /** The resident has told Twilio to stop. */
    UNSUBSCRIBED(21610, Kind.GONE, "Người nhận đã từ chối nhận tin"),
    /** A landline, for one. */
    NOT_A_MOBILE(21614, Kind.REFUSED, "Không phải số di động"),
    /** A landline, as Twilio says since 2022. */
    LANDLINE(21635, Kind.REFUSED, "Số cố định không nhận được tin");

    /**
     * Authenticate, account not active, access denied, no such account, forbidden, account suspended: whoever is texted, the answer will be
     * the same.
     */
    private static final Set<Integer> OF_THE_ACCOUNT = Set.of(20003, 20005, 20006, 20403, 20404, 90010);

    /** What a code says of the attempt. */
    enum Kind {
        /** Another attempt would change nothing. */
        REFUSED,
        /** The recipient wants or has this no more. */
        GONE
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

    /** Whether an error speaks of the account and so of every message. One without a code does when it says that we are not let in. */
    static boolean isOfTheAccount(int status, @Nullable Integer code) {
        return code == null ? status == 401 || status == 403 : OF_THE_ACCOUNT.contains(code);
    }

    Kind kind() {
        return kind;
    }

    String detail() {
        return detail;
    }
}
