package loa.publisher.directive;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import loa.contract.SmsSegments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CheckCodeTest {
    @Test
    void noCharacterIsTakenForAnother() {
        var random = new Random(1);
        Set<CheckCode> codes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            codes.add(CheckCode.next(random));
        }
        assertThat(codes).hasSize(10_000).allSatisfy(code -> assertThat(code.value()).hasSize(8).doesNotContainPattern("[01OILUV]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K7M4Q2X", "K7M4Q2XDD", "k7m4q2xd", "K7M4Q2X0", "K7M4Q2XO"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckCode(text));
    }

    @Test
    void aCodeKeepsATextInGsm7() {
        assertThat(SmsSegments.of("Ma " + CheckCode.next(new Random(2))).encoding()).isEqualTo(SmsSegments.Encoding.GSM_7);
    }
}
