package loa.publisher.directive;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

import loa.api.access.Caller;

/**
 * Who did what, when and why.
 *
 * @param holder the person's id; null: time did it
 * @param name   the person's name at that time; null: time did it
 * @param reason where one was asked for, or why time could not do what was meant
 */
public record HistoryEntry(Act act, @Nullable String holder, @Nullable String name, OffsetDateTime at, @Nullable String reason) {
    static HistoryEntry of(Act act, Caller caller, OffsetDateTime at, @Nullable String reason) {
        return new HistoryEntry(act, caller.holder(), caller.name(), at, reason);
    }

    static HistoryEntry byTime(Act act, OffsetDateTime at) {
        return byTime(act, at, null);
    }

    static HistoryEntry byTime(Act act, OffsetDateTime at, @Nullable String reason) {
        return new HistoryEntry(act, null, null, at, reason);
    }
}
