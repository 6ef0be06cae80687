package loa.sms.subscription;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A subscription as somebody wrote it, in JSON or in a row of a file; nothing of it has been checked. */
record RawSubscription(@Nullable String phone, List<String> areas, @Nullable String language, @Nullable String basis,
        @Nullable RawConsent consent) {
    /** The consent as somebody wrote it. */
    record RawConsent(@Nullable String at, @Nullable String how, @Nullable String text) {}
}
