package loa.api.idempotency;

import java.util.UUID;

/** Whether a request with an Idempotency-Key is carried out. */
sealed interface Admission {
    /** It is the first one: carry it out. The attempt is the proof of it when the answer is stored. */
    record Started(UUID attempt) implements Admission {}

    /** It was carried out already. */
    record Answered(StoredAnswer answer) implements Admission {}

    /** The first one still runs. */
    record Running() implements Admission {}

    /** The key belongs to another request. */
    record Mismatch() implements Admission {}
}
