package loa.publisher.console;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;

import loa.api.problem.FieldFault;
import loa.api.problem.Language;
import loa.api.problem.Wording;
import loa.contract.LoaEvent;
import loa.contract.LoaJson;

/** The words of the pages in the reader's language: messages, numbers, times. Immutable; one for each request. */
final class Words {
    private final MessageSource messages;
    private final Locale locale;

    Words(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /**
     * The message with this key.
     *
     * @throws NoSuchMessageException when there is none
     */
    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** What a use case says, in the reader's language. */
    String text(Wording wording) {
        return wording.in(isEnglish() ? Language.EN : Language.VI);
    }

    /** A fault in the words of the page where it has its own for this code and field, else in those of the use case. */
    String fault(FieldFault fault, String field) {
        String general = "required".equals(fault.code()) ? text("fault.required") : text(fault.detail());
        String ofCode = messages.getMessage("fault." + fault.code(), null, general, locale);
        String ofField = messages.getMessage("fault." + fault.code() + "." + field, null, ofCode, locale);
        return ofField == null ? general : ofField;
    }

    /** Why deliveries failed: the words of the page for this reason, else those of the channel, which are Vietnamese. */
    String failure(LoaEvent.Failure failure) {
        String known = messages.getMessage("failure." + failure.reason().replace(':', '.'), null, null, locale);
        if (known != null) {
            return known;
        }
        return failure.detail() == null || isEnglish() ? text("progress.failures.unexplained") : failure.detail();
    }

    /** What a reason's code means; the code itself where nobody has found words for it. */
    String reason(String code) {
        String known = messages.getMessage("failure." + code.replace(':', '.'), null, null, locale);
        return known == null ? text("unknown.reason.other", code) : known;
    }

    /** The code of the reader's language, for what others are asked to say. */
    String languageCode() {
        return isEnglish() ? "en" : "vi";
    }

    private boolean isEnglish() {
        return Locale.ENGLISH.getLanguage().equals(locale.getLanguage());
    }

    /** What this language is called. */
    public String language(String code) {
        return Locale.of(code).getDisplayLanguage(locale);
    }

    /** A whole number with the separators of the language. */
    String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A number with one decimal. */
    String decimal(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    /** To the minute; null stays null. */
    @Nullable
    ShownTime time(@Nullable OffsetDateTime time) {
        return time == null ? null : shortTime(time);
    }

    /** To the minute, for what stands. */
    ShownTime shortTime(OffsetDateTime time) {
        return shown(time, "time.short");
    }

    /** To the second, for figures that move. */
    ShownTime exactTime(OffsetDateTime time) {
        return shown(time, "time.exact");
    }

    /** A day; null stays null. */
    @Nullable
    String day(@Nullable LocalDate day) {
        return day == null ? null : DateTimeFormatter.ofPattern(text("day.pattern"), locale).format(day);
    }

    private ShownTime shown(OffsetDateTime time, String pattern) {
        OffsetDateTime here = time.withOffsetSameInstant(LoaJson.OFFSET);
        return new ShownTime(LoaJson.format(here), DateTimeFormatter.ofPattern(text(pattern), locale).format(here));
    }
}
