package loa.contract;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CountsTest {
    @Test
    void countsThatDoNotAddUpAreNotMade() {
        assertThatThrownBy(() -> new Counts(10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Counts(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsAreAddedStateByState() {
        var one = new Counts(9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
        assertThat(one.plus(one)).isEqualTo(new Counts(18, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0));
        assertThat(one.plus(Counts.NONE)).isEqualTo(one);
    }

    @Test
    void unknownIsSettledOnlyByExpiry() {
        var unknown = new Counts(2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0);
        assertThat(unknown.isSettled(false)).isFalse();
        assertThat(unknown.isSettled(true)).isTrue();
        assertThat(new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0).isSettled(true)).isFalse();
        assertThat(Counts.NONE.isSettled(false)).isTrue();
    }
}
