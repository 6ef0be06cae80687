package loa.delivery.subscriber;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;
import loa.delivery.Recipient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every table of subscribers promises with many rows in it. Recipient n has his first area in village n % 24 of the communes 99001 to
 * 99003; but every second one in village 99001-01, so that one area has many pages; each two-thousandth has village 99003-08 as his second area.
 */
public abstract class SubscribedAudienceContract {
    private static final int ROWS = 100_000;
    private static final int PAGE = 4_000;
    private static final Pattern HIT = Pattern.compile("shared hit=(\\d+)");
    private static final Pattern READ = Pattern.compile("shared(?: hit=\\d+)? read=(\\d+)");

    /** Fills the table as its documentation says. */
    protected abstract SubscribedAudience with(int recipients);

    /** The SQL of recipient n's first area. */
    protected static final String FIRST_AREA = """
        CASE WHEN n % 2 = 0 THEN '99001-01' ELSE '9900' || 1 + n % 24 / 8 || '-0' || 1 + n % 8 END
        """;

    @Test
    void everyPageOfAManyThousandsReadsTheIndexFromWhereTheLastOneEnded() {
        SubscribedAudience audience = with(ROWS);
        IssuedDirective directive = directive();
        List<Recipient> all = new ArrayList<>();
        @Nullable
        Recipient after = null;
        List<Recipient> page;
        do {
            List<String> plan = audience.explain(directive, after, PAGE);
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan")).noneMatch(line -> line.contains("Sort"))
                    .anyMatch(line -> line.contains("Index Only Scan"));
            // A page of 4,000 has some 25 leaves of the index and a look at the earlier areas of a few; to read area 99001-01 from its
            // beginning would be more than 300.
            assertThat(blocks(plan)).as("blocks read for the page after recipient %d", all.size()).isLessThan(260);
            page = audience.page(directive, after, PAGE);
            all.addAll(page);
            after = page.isEmpty() ? null : page.getLast();
        } while (page.size() == PAGE);

        assertThat(all).hasSize(ROWS).isSortedAccordingTo(Recipient.ORDER);
        assertThat(new HashSet<>(all.stream().map(Recipient::id).toList())).hasSize(ROWS);
    }

    private static long blocks(List<String> plan) {
        return plan.stream().filter(line -> line.strip().startsWith("Buffers")).mapToLong(line -> count(HIT, line) + count(READ, line))
                .max()
                .orElseThrow();
    }

    private static long count(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static IssuedDirective directive() {
        List<AreaCode> areas = Stream.concat(Stream.of("99", "99001", "99002", "99003"),
                IntStream.range(0, 24).mapToObj(n -> "9900%d-0%d".formatted(1 + n / 8, 1 + n % 8))).map(AreaCode::new).toList();
        OffsetDateTime now = OffsetDateTime.parse("2026-11-22T14:00:00+07:00");
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "UBND", null, BulletinClass.EMERGENCY, false, Set.of(Channel.SMS),
                areas.subList(0, 1), areas, List.of(new Bulletin(Channel.SMS, "vi", null, "Mưa lớn", null)), now, now.plusHours(2), now);
    }
}
