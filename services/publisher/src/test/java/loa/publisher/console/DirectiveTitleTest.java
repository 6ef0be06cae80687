package loa.publisher.console;

import org.junit.jupiter.api.Test;

import loa.publisher.directive.Dispatch;

import static org.assertj.core.api.Assertions.assertThat;

class DirectiveTitleTest {
    @Test
    void numberAndSymbolStandAsOnTheDispatch() {
        assertThat(DirectiveTitle.reference(new Dispatch("293", "CV/TU", null, null, null, null))).isEqualTo("293-CV/TU");
        assertThat(DirectiveTitle.reference(new Dispatch("12", "STTTT-TTBCXB", null, null, null, null))).isEqualTo("12/STTTT-TTBCXB");
        assertThat(DirectiveTitle.reference(new Dispatch(null, "CV/TU", null, null, null, null))).isEqualTo("CV/TU");
        assertThat(DirectiveTitle.reference(new Dispatch(null, null, "Ban Tuyên giáo", null, null, null))).isNull();
    }
}
