package loa.sms.subscription;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaLookup;
import loa.delivery.desk.Quote;
import loa.delivery.subscriber.Languages;
import loa.sms.phone.PhoneNumber;
import loa.sms.phone.PhoneReader;
import loa.sms.phone.PhoneReading;

/** Checks what somebody wants to store; tells all faults at once. */
final class SubscriptionReader {
    /** How far a clock that wrote a consent may be ahead of ours. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final PhoneReader phones;
    private final AreaLookup areas;
    private final Clock clock;

    SubscriptionReader(PhoneReader phones, AreaLookup areas, Clock clock) {
        this.phones = phones;
        this.areas = areas;
        this.clock = clock;
    }

    /** The same for one request. */
    SubscriptionReader forRequest() {
        return new SubscriptionReader(phones, areas.forRequest(), clock);
    }

    /** The same for one file. */
    SubscriptionReader forFile() {
        return new SubscriptionReader(phones, areas.forFile(), clock);
    }

    /** What may be stored. */
    record Read(PhoneNumber phone, Terms terms) {}

    /** What may be stored; empty when there are faults. */
    Optional<Read> read(RawSubscription raw, Faults faults) {
        PhoneNumber phone = phone(raw.phone(), "phone", faults).orElse(null);
        List<AreaCode> codes = areas(raw.areas(), faults);
        String language = language(raw.language(), faults);
        Basis basis = basis(raw.basis(), faults);
        Optional<Consent> consent = consent(raw.consent(), basis == Basis.CONSENT, faults);
        if (phone == null || codes.isEmpty() || language == null || basis == null || (basis == Basis.CONSENT && consent.isEmpty())) {
            return Optional.empty();
        }
        if (raw.consent() != null && !isEmpty(raw.consent()) && consent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Read(phone, new Terms(codes, language, basis, consent.orElse(null))));
    }

    /** The number in this field. */
    Optional<PhoneNumber> phone(@Nullable String text, String field, Faults faults) {
        return switch (phones.read(text == null ? "" : text.strip())) {
            case PhoneReading.Valid(var phone) -> Optional.of(phone);
            case PhoneReading.Invalid(var detail) -> {
                faults.add(field, text == null || text.isBlank() ? "required" : "invalid-phone", detail);
                yield Optional.empty();
            }
        };
    }

    /** Empty when one of them is at fault. */
    private List<AreaCode> areas(List<String> texts, Faults faults) {
        if (texts.isEmpty()) {
            faults.add("areas", "required", Wording.of("Thiếu địa bàn.", "The areas are missing."));
            return List.of();
        }
        Set<AreaCode> codes = new LinkedHashSet<>();
        boolean good = true;
        for (int i = 0; i < texts.size(); i++) {
            Optional<AreaCode> code = area(texts.get(i).strip(), "areas/" + i, faults);
            code.ifPresent(codes::add);
            good &= code.isPresent();
        }
        if (codes.size() > Terms.MOST_AREAS) {
            faults.add("areas", "too-many",
                    Wording.of("Nhiều nhất %d địa bàn, nhưng có %d.", "At most %d areas, but there are %d.", Terms.MOST_AREAS,
                            codes.size()));
            return List.of();
        }
        return good ? new ArrayList<>(codes) : List.of();
    }

    private Optional<AreaCode> area(String text, String field, Faults faults) {
        return areas.read(text, (code, detail) -> faults.add(field, code, detail)).map(Area::code);
    }

    private static @Nullable String language(@Nullable String text, Faults faults) {
        if (text == null || text.isBlank()) {
            return Languages.DEFAULT;
        }
        if (!Languages.isKnown(text.strip())) {
            faults.add("language", "invalid-language", Languages.unknown(text));
            return null;
        }
        return text.strip();
    }

    private static @Nullable Basis basis(@Nullable String text, Faults faults) {
        if (text == null || text.isBlank()) {
            return Terms.DEFAULT_BASIS;
        }
        Optional<Basis> basis = Basis.ofCode(text.strip());
        if (basis.isEmpty()) {
            faults.add("basis", "invalid-basis", Wording.of("Cơ sở phải là consent, emergency hoặc state-function: %s.",
                    "The basis must be consent, emergency or state-function: %s.", Quote.of(text)));
        }
        return basis.orElse(null);
    }

    private Optional<Consent> consent(RawSubscription.@Nullable RawConsent raw, boolean needed, Faults faults) {
        if (raw == null || isEmpty(raw)) {
            if (needed) {
                faults.add("consent/at", "required", Wording.of("Thiếu thời điểm đồng ý.", "The time of the consent is missing."));
            }
            return Optional.empty();
        }
        Optional<Instant> at = consentTime(raw.at(), faults);
        Optional<String> how = text(raw.how(), "consent/how", Consent.LONGEST_HOW, faults);
        if (how.isEmpty() && isBlank(raw.how())) {
            faults.add("consent/how", "required", Wording.of("Thiếu cách đồng ý.", "How the consent was given is missing."));
        }
        Optional<String> version = text(raw.text(), "consent/text", Consent.LONGEST_TEXT, faults);
        if (at.isEmpty() || how.isEmpty() || (version.isEmpty() && !isBlank(raw.text()))) {
            return Optional.empty();
        }
        return Optional.of(new Consent(at.get(), how.get(), version.orElse(null)));
    }

    private Optional<Instant> consentTime(@Nullable String text, Faults faults) {
        if (text == null || text.isBlank()) {
            faults.add("consent/at", "required", Wording.of("Thiếu thời điểm đồng ý.", "The time of the consent is missing."));
            return Optional.empty();
        }
        try {
            Instant at = OffsetDateTime.parse(text.strip()).toInstant();
            if (at.isAfter(clock.instant().plus(CLOCKS))) {
                faults.add("consent/at", "in-the-future", Wording.of("Thời điểm đồng ý ở tương lai: %s.",
                        "The time of the consent lies in the future: %s.", text.strip()));
                return Optional.empty();
            }
            return Optional.of(at);
        } catch (DateTimeParseException e) {
            faults.add("consent/at", "invalid-time", Wording.of("Thời điểm phải theo RFC 3339 và có múi giờ: %s.",
                    "The time must be RFC 3339 with an offset: %s.", Quote.of(text)));
            return Optional.empty();
        }
    }

    private static Optional<String> text(@Nullable String text, String field, int longest, Faults faults) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (normal.length() > longest) {
            faults.add(field, "too-long",
                    Wording.of("Nhiều nhất %d ký tự, nhưng có %d.", "At most %d characters, but there are %d.", longest, normal.length()));
            return Optional.empty();
        }
        return Optional.of(normal);
    }

    private static boolean isEmpty(RawSubscription.RawConsent raw) {
        return isBlank(raw.at()) && isBlank(raw.how()) && isBlank(raw.text());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
