package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceTest {
    private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-22T12:00:00+07:00");

    private static Content content(List<String> areas, String text, @Nullable OffsetDateTime effective, OffsetDateTime expires) {
        return new Content("Tỉnh ủy", null, BulletinClass.ROUTINE, false, areas.stream().map(AreaCode::new).toList(), List.of(),
                Set.of(Channel.SMS), List.of(new Bulletin(Channel.SMS, "vi", null, text, null)), effective, expires);
    }

    @Test
    void onlyWhatDiffersIsToldInTheOrderOfTheForm() {
        Content before = content(List.of("99001", "99002"), "18 giờ", NOON, NOON.plusHours(6));
        Content after = content(List.of("99001"), "15 giờ", null, NOON.plusHours(6));
        assertThat(Difference.between(before, after)).containsExactly(new Difference("/areas", "99001, 99002", "99001"),
                new Difference("/bulletins/sms/vi/text", "18 giờ", "15 giờ"));
        assertThat(Difference.between(before, before)).isEmpty();
    }

    @Test
    void theSameMomentInAnotherOffsetIsNoDifference() {
        Content before = content(List.of("99001"), "x", NOON, NOON.plusHours(6));
        Content after = content(List.of("99001"), "x", NOON.withOffsetSameInstant(ZoneOffset.UTC),
                NOON.plusHours(6).withOffsetSameInstant(ZoneOffset.UTC));
        assertThat(Difference.between(before, after)).isEmpty();
    }

    @Test
    void aTextThatReadsAsBeforeOrHasNoMarkIsWarnedOfAndWhoeverIsLeftWithTheOldText() {
        Content before = content(List.of("99001-01", "99002"), "18 giờ", NOON, NOON.plusHours(6));
        assertThat(warnings(before, content(List.of("99001", "99002"), "ĐÍNH CHÍNH: 15 giờ", null, NOON.plusHours(6)))).isEmpty();
        assertThat(warnings(before, content(List.of("99002"), "18 giờ", null, NOON.plusHours(6)))).hasSize(2)
                .satisfies(found -> assertThat(found.getFirst()).contains("giống hệt"))
                .satisfies(found -> assertThat(found.getLast()).contains("không nêu 99001-01"));
        assertThat(warnings(before, content(List.of("99"), "15 giờ", null, NOON.plusHours(6)))).singleElement().asString()
                .contains("không mở đầu bằng");
    }

    private static List<String> warnings(Content before, Content after) {
        return AmendmentWarnings.of(before, after).stream().map(w -> w.vi()).toList();
    }
}
