package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import loa.api.access.Caller;
import loa.contract.DirectiveId;
import loa.contract.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** A history is written as {@code act:person}, time without a person. */
class RepetitionTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-22T14:03:00+07:00");

    @ParameterizedTest
    @CsvSource({"drafted:d submitted:d, submitted, d, true", "drafted:d submitted:d approved:a, submitted, d, true",
            "drafted:d submitted:d approved:a issued:a expired, issued, a, true",
            "drafted:d submitted:d approved:a issued:a, issued, b, false",
            "drafted:d submitted:d returned:a, submitted, d, false", "drafted:d submitted:d returned:a, returned, a, true",
            "drafted:d submitted:d returned:a submitted:d, returned, a, false", "drafted:d submitted:d changed:e, submitted, d, false",
            "drafted:d submitted:d approved:a changed:d submitted:d, approved, a, false",
            "drafted:d submitted:d approved:a scheduled:a issued, scheduled, a, true",
            "drafted:d submitted:d approved:a scheduled:a withheld, scheduled, a, false",
            "drafted:d submitted:d approved:a scheduled:a withheld, approved, a, true",
            "drafted:d submitted:d approved:a issued:a cancelled:b, issued, a, true"})
    void whoRepeatsWhatStillCountsRepeatsHimselfWhateverOthersDidSince(String history, String act, String who, boolean repeats) {
        List<HistoryEntry> entries = Arrays.stream(history.split(" ", -1)).map(RepetitionTest::entry).toList();
        var directive = new Directive(DirectiveId.next(), 1, 1, new CheckCode("K7M4Q2XD"), new DirectiveState.Draft(), content(),
                Lineage.NONE, entries);
        assertThat(directive.wasDoneBy(caller(who), act(act))).isEqualTo(repeats);
    }

    private static HistoryEntry entry(String text) {
        String[] parts = text.split(":", -1);
        return parts.length == 1 ? HistoryEntry.byTime(act(parts[0]), NOW) : HistoryEntry.of(act(parts[0]), caller(parts[1]), NOW, null);
    }

    private static Act act(String code) {
        return Act.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static Caller caller(String name) {
        return new Caller(name, name, Set.of(Role.DRAFTER), null);
    }

    private static Content content() {
        @Nullable
        Dispatch none = null;
        return new Content(null, none, null, false, List.of(), List.of(), Set.of(), List.of(), null, null);
    }
}
