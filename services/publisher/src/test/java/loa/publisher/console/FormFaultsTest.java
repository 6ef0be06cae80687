package loa.publisher.console;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FormFaultsTest {
    @Test
    void theFirstTwentyOfAFieldAreShownAndTheOthersCounted() {
        var faults = new FormFaults();
        faults.add("expires", "Đã qua.");
        IntStream.range(0, 3_500).forEach(i -> faults.add("areas", "Không có địa bàn " + i + "."));
        faults.add("areas", "Không có địa bàn 7.");
        faults.add("number", "Quá dài.");

        assertThat(faults.getCount()).isEqualTo(3_502);
        assertThat(faults.of("areas")).hasSize(20);
        assertThat(faults.more("areas")).isEqualTo(3_480);
        assertThat(faults.getMore()).isEqualTo(3_480);
        assertThat(faults.getAll()).hasSize(22).extracting(FormFaults.Entry::field).startsWith("number", "areas").endsWith("expires");
    }
}
