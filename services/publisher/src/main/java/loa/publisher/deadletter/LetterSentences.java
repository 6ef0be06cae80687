package loa.publisher.deadletter;

import loa.api.problem.Wording;

/** Why a record was refused, in a sentence. */
public final class LetterSentences {
    private LetterSentences() {}

    /** The sentence for a letter's first refusal. */
    public static Wording of(DeadLetter letter) {
        return switch (letter.reason()) {
            case UNSIGNED -> Wording.of("Bản ghi không có chữ ký.", "The record has no signature.");
            case FORGED -> Wording.of("Chữ ký không thuộc về nội dung này: có người đã sửa hoặc giả mạo bản ghi.",
                    "The signature does not belong to this content: somebody changed or forged the record.");
            case UNKNOWN_KEY -> Wording.of("Bản ghi được ký bằng một khóa mà dịch vụ chưa tin.",
                    "The record is signed with a key that the service does not trust.");
            case UNKNOWN_TYPE -> Wording.of("Loại sự kiện này Loa không biết.", "Loa does not know this type of event.");
            case UNREADABLE -> Wording.of("Nội dung của bản ghi không đọc được.", "The content of the record cannot be read.");
            case CHANGED_BYTES -> Wording.of("Mã của sự kiện này đã được biết với nội dung khác: một trong hai là giả.",
                    "The id of this event is known with other content: one of the two is a forgery.");
            case MISPLACED -> letter.place().isWork()
                    ? Wording.of("Bản ghi nêu những người nhận khác với danh sách đã lập.",
                            "The record names other recipients than were planned.")
                    : Wording.of("Sự kiện này không thuộc về chủ đề Kafka này.", "This event does not belong on this topic.");
            case UNSTORABLE -> Wording.of("Cơ sở dữ liệu của dịch vụ không nhận sự kiện này.",
                    "The service's database does not take this event.");
        };
    }
}
