package loa.sandbox.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LongIntMapTest {

    @Test
    void itAnswersAsAMapDoes() {
        Random random = new Random(7);
        Map<Long, Integer> expected = new HashMap<>();
        LongIntMap map = new LongIntMap();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextInt(20_000) - 10_000L;
            expected.put(key, i);
            map.put(key, i);
        }
        assertThat(map.size()).isEqualTo(expected.size());
        expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
        assertThat(map.get(123_456_789)).isEqualTo(LongIntMap.NONE);
        map.clear();
        assertThat(map.get(1)).isEqualTo(LongIntMap.NONE);
    }
}
