package loa.publisher.directive;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import loa.api.problem.ProblemException;
import loa.api.problem.ProblemKind;
import loa.contract.DirectiveId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExpectedVersionTest {
    private static Directive version(int version) {
        return new Directive(DirectiveId.next(), 1, version, new CheckCode("K7M4Q2XD"), new DirectiveState.Draft(),
                new Content(null, null, null, false, List.of(), List.of(), java.util.Set.of(), List.of(), null, null), Lineage.NONE,
                List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "\"3\", \"4\"", "*", " \"4\" "})
    void aStrongTagOfTheVersionMatches(String header) {
        ExpectedVersion.ofHeader(header).check(version(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"4\"", "4", "", "\"44\""})
    void anythingElseIsStale(String header) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ExpectedVersion.ofHeader(header).check(version(4)))
                .satisfies(e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.STALE));
    }

    @Test
    void withoutAHeaderAnyVersionWillDoUnlessOneIsRequired() {
        ExpectedVersion.ofHeader(null).check(version(4));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ExpectedVersion.ofHeader(null).orRefuse())
                .satisfies(e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.VERSION_REQUIRED));
    }
}
