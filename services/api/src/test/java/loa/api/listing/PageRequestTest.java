package loa.api.listing;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import loa.api.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"AA", "OQA5", "_w", "Cg"})
    void aCursorThatDecodesToNoTextIsAFault(String cursor) {
        assertThatThrownBy(() -> PageRequest.parse(null, cursor)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aListIsWalkedPageByPageToItsEnd() {
        List<Integer> all = IntStream.rangeClosed(1, 120).boxed().toList();
        Listing<Integer> first = page(all, PageRequest.parse(null, null));
        Listing<Integer> second = page(all, PageRequest.parse("50", first.next()));
        Listing<Integer> third = page(all, PageRequest.parse("50", second.next()));
        assertThat(first.items()).hasSize(50).startsWith(1);
        assertThat(second.items()).hasSize(50).startsWith(51);
        assertThat(third.items()).hasSize(20).endsWith(120);
        assertThat(third.next()).isNull();
    }

    @Test
    void aPageThatEndsWithTheListHasNoNext() {
        assertThat(page(IntStream.rangeClosed(1, 50).boxed().toList(), PageRequest.parse("50", null)).next()).isNull();
    }

    @Test
    void limitsAndCursorsThatCannotBeAreRefused() {
        for (String limit : List.of("0", "501", "-1", "x", "1.5", "99999999999")) {
            assertThatThrownBy(() -> PageRequest.parse(limit, null)).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> PageRequest.parse(null, "!!")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> PageRequest.parse(null, "eA").afterId()).isInstanceOf(ProblemException.class);
        assertThat(PageRequest.parse("500", "").afterId()).isEmpty();
    }

    @Test
    void placesMayBeIds() {
        UUID id = UUID.randomUUID();
        Listing<UUID> listing = Listing.of(List.of(id, UUID.randomUUID()), PageRequest.parse("1", null), UUID::toString);
        assertThat(PageRequest.parse("1", listing.next()).afterId()).contains(id);
    }

    private static Listing<Integer> page(List<Integer> all, PageRequest page) {
        int from = page.after(Integer::parseInt).orElse(0);
        return Listing.of(all.stream().filter(n -> n > from).limit(page.fetch()).toList(), page, String::valueOf);
    }
}
