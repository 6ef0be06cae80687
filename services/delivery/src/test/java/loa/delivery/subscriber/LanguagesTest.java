package loa.delivery.subscriber;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"vi", "en", "km", "hmn", "tyz"})
    void aLanguageThatPeopleReadIsKnown(String code) {
        assertThat(Languages.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qq", "xx", "zzz", "VI", "", "v", "vietnamese"})
    void anInventedOneIsNot(String code) {
        assertThat(Languages.isKnown(code)).isFalse();
    }

    @Test
    void whatIsQuotedIsShort() {
        assertThat(Languages.unknown("x".repeat(5_000)).vi()).hasSizeLessThan(100);
    }
}
