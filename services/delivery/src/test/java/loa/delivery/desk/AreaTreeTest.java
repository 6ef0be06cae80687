package loa.delivery.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;

import static org.assertj.core.api.Assertions.assertThat;

class AreaTreeTest {
    private final AreaTree tree = new AreaTree(() -> List.of(area("99"), area("99", "12345"), area("99", "12345", "12345-01"),
            area("98"), area("98", "12346")));

    @Test
    void aSubtreeIsTheAreaAndAllBelowWhateverTheirCodesLookLike() {
        assertThat(tree.subtree(new AreaCode("99"))).extracting(AreaCode::value).containsExactlyInAnyOrder("99", "12345", "12345-01");
        assertThat(tree.subtree(new AreaCode("12345-01"))).extracting(AreaCode::value).containsExactly("12345-01");
    }

    @Test
    void anAreaThatNobodyKnowsIsStillItself() {
        assertThat(tree.subtree(new AreaCode("97"))).extracting(AreaCode::value).containsExactly("97");
    }

    private static Area area(String... path) {
        List<AreaCode> codes = Stream.of(path).map(AreaCode::new).toList();
        return new Area(codes.getLast(), codes.size() == 1 ? null : codes.get(codes.size() - 2), AreaType.COMMUNE, "Xã", List.of(),
                LocalDate.of(2025, 7, 1), null, List.of(), codes);
    }
}
