package loa.benchmarks.table;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Spread.of(List.of(5, 1, 3)).median()).isEqualTo(3);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTwo() {
        assertThat(Spread.of(List.of(4, 1, 3, 2)).median()).isEqualTo(2.5);
    }

    @Test
    void ninetyNineOfAHundredAreNotAboveTheirPercentile() {
        Spread hundred = Spread.of(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.most()).isEqualTo(100);
    }

    @Test
    void theExtremesStandInBracketsOnlyWhenThereAreSeveral() {
        assertThat(Spread.of(List.of(1, 2, 3)).text("%.0f")).isEqualTo("2 (1–3)");
        assertThat(Spread.of(List.of(2)).text("%.0f")).isEqualTo("2");
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }
}
