package loa.contract;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** The dispatch that a directive carries out, without its text: that stays at the desk. */
public record Source(@Nullable String number, @Nullable String symbol, @Nullable String issuingBody, @Nullable LocalDate date,
        @Nullable String subject) {}
