package loa.contract;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExerciseMarkTest {
    @Test
    void everyTextOfAnExerciseBeginsWithTheMarkOfItsLanguageOnce() {
        assertThat(ExerciseMark.on(true, "vi", "Bão số 9")).isEqualTo("DIỄN TẬP: Bão số 9");
        assertThat(ExerciseMark.on(true, "en", "Storm 9")).isEqualTo("EXERCISE: Storm 9");
        assertThat(ExerciseMark.on(true, "km", "x")).isEqualTo("DIỄN TẬP: x");
        assertThat(ExerciseMark.on(true, "en", ExerciseMark.on(true, "vi", "x"))).as("not twice").isEqualTo("DIỄN TẬP: x");
        assertThat(ExerciseMark.on(false, "vi", "Bão số 9")).isEqualTo("Bão số 9");
    }

    @Test
    void theEnglishMarkKeepsAnEnglishTextInItsCheaperEncoding() {
        assertThat(SmsSegments.of(ExerciseMark.on(true, "en", "Storm 9")).encoding()).isEqualTo(SmsSegments.Encoding.GSM_7);
    }
}
