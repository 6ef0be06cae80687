package loa.benchmarks.sink;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecondWindowTest {
    private final SecondWindow window = new SecondWindow();

    @Test
    void theFullestSecondIsFoundAcrossTheBordersOfClockSeconds() {
        add(10_900, 5);
        add(11_100, 7);
        assertThat(window.most()).isEqualTo(12);
    }

    @Test
    void whatIsASecondOldNoLongerCounts() {
        add(10_000, 5);
        add(11_000, 3);
        assertThat(window.within()).isEqualTo(3);
        assertThat(window.most()).isEqualTo(5);
    }

    @Test
    void aLongPauseEmptiesIt() {
        add(10_000, 5);
        add(99_000, 1);
        assertThat(window.within()).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackwardsLosesNothing() {
        add(10_500, 2);
        add(10_400, 2);
        assertThat(window.within()).isEqualTo(4);
    }

    private void add(long millis, int times) {
        for (int i = 0; i < times; i++) {
            window.add(millis);
        }
    }
}
