package loa.loudspeaker.plan;

import java.util.Locale;

/** Why a play could not be placed. */
public enum Reason {
    /** All sessions before its end lie in the quiet hours. */
    QUIET_HOURS("Các khung giờ phát trước khi hết hiệu lực đều nằm trong giờ yên tĩnh."),
    /** The minutes of each day before its end are used up. */
    BUDGET("Thời lượng phát mỗi ngày trước khi hết hiệu lực đã dùng hết."),
    /** The station has no session before its end, or none with room. */
    NO_SESSION("Không còn khung giờ phát nào đủ chỗ trước khi hết hiệu lực."),
    /** Its time was over. */
    EXPIRED("Đã hết hiệu lực trước khi phát xong."),
    /** The station's area is halted. */
    HALTED("Địa bàn đang tạm dừng phát.");

    private final String detail;

    Reason(String detail) {
        this.detail = detail;
    }

    /** As it stands in playlists and delivery reports. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sentence for people, in Vietnamese. */
    public String detail() {
        return detail;
    }

    /**
     * The reason with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Reason ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
