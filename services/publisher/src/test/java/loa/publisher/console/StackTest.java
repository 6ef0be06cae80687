package loa.publisher.console;

import org.junit.jupiter.api.Test;

import loa.contract.Counts;
import loa.publisher.console.Stack.Part;

import static org.assertj.core.api.Assertions.assertThat;

class StackTest {
    @Test
    void partsFollowEachOtherAndLeaveRoomForWhatIsToCome() {
        var counts = new Counts(200, 40, 0, 0, 20, 100, 20, 0, 20, 0, 50, 10);

        assertThat(Stack.of(counts).parts()).containsExactly(new Part("delivered", "0.000%", "25.000%"),
                new Part("accepted", "25.000%", "20.000%"), new Part("unknown", "45.000%", "10.000%"),
                new Part("failed", "55.000%", "15.000%"), new Part("stopped", "70.000%", "10.000%"));
    }

    @Test
    void nobodyIsAnEmptyBar() {
        assertThat(Stack.of(Counts.NONE).parts()).isEmpty();
    }
}
