package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import loa.publisher.directive.DirectiveState.Amended;
import loa.publisher.directive.DirectiveState.Approved;
import loa.publisher.directive.DirectiveState.Cancellable;
import loa.publisher.directive.DirectiveState.Cancelled;
import loa.publisher.directive.DirectiveState.Changeable;
import loa.publisher.directive.DirectiveState.Draft;
import loa.publisher.directive.DirectiveState.Expired;
import loa.publisher.directive.DirectiveState.Issued;
import loa.publisher.directive.DirectiveState.Pending;
import loa.publisher.directive.DirectiveState.Perishable;
import loa.publisher.directive.DirectiveState.Returned;
import loa.publisher.directive.DirectiveState.Scheduled;
import loa.publisher.directive.DirectiveState.Submittable;
import loa.publisher.directive.DirectiveState.Submitted;

import static org.assertj.core.api.Assertions.assertThat;

class DirectiveStateTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-22T14:03:00+07:00");

    static Stream<DirectiveState> states() {
        return Stream.of(new Draft(), new Submitted(), new Returned(), new Approved(), new Scheduled(), new Issued(NOW), new Amended(NOW),
                new Cancelled(NOW),
                new Expired(NOW));
    }

    /** The table of the design: what can be done in which state, and where it leads. */
    private static final Map<String, Map<String, String>> TABLE = Map.of("draft", Map.of("change", "draft", "submit", "submitted"),
            "submitted", Map.of("change", "draft", "approve", "approved", "return", "returned"), "returned",
            Map.of("change", "returned", "submit", "submitted"), "approved",
            Map.of("change", "draft", "issue", "issued", "schedule", "scheduled", "cancel", "cancelled"), "scheduled",
            Map.of("issue", "issued", "withhold", "approved", "cancel", "cancelled", "expire", "expired"), "issued",
            Map.of("amend", "amended", "cancel", "cancelled", "expire", "expired"), "amended", Map.of(), "cancelled", Map.of(), "expired",
            Map.of());

    @ParameterizedTest
    @MethodSource("states")
    void aStateOffersItsLegalTransitionsAndNoOthers(DirectiveState state) {
        assertThat(transitions(state)).isEqualTo(TABLE.get(state.code()));
    }

    private static Map<String, String> transitions(DirectiveState state) {
        Map<String, String> found = new TreeMap<>();
        if (state instanceof Changeable s) {
            found.put("change", s.change().code());
        }
        if (state instanceof Submittable s) {
            found.put("submit", s.submit().code());
        }
        if (state instanceof Cancellable s) {
            found.put("cancel", s.cancel().code());
        }
        if (state instanceof Perishable s) {
            found.put("expire", s.expire().code());
        }
        if (state instanceof Pending s) {
            assertThat(List.of(s.discard().code(), s.lapse().code())).as("how an amendment ends").containsExactly("cancelled", "expired");
        }
        switch (state) {
            case Submitted s -> found.putAll(Map.of("approve", s.approve().code(), "return", s.giveBack().code()));
            case Approved s -> found.putAll(Map.of("issue", s.issue(NOW).code(), "schedule", s.schedule().code()));
            case Scheduled s -> found.putAll(Map.of("issue", s.issue(NOW).code(), "withhold", s.withhold().code()));
            case Issued s -> found.put("amend", s.amend().code());
            case Draft _,Returned _,Amended _,Cancelled _,Expired _ -> {
            }
        }
        return found;
    }

    @Test
    void theTableNamesEveryState() {
        Set<String> codes = new TreeSet<>(states().map(DirectiveState::code).toList());
        assertThat(codes).isEqualTo(new TreeSet<>(TABLE.keySet()));
        assertThat(DirectiveState.class.getPermittedSubclasses()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateComesBackFromItsCode(DirectiveState state) {
        assertThat(DirectiveState.of(state.code(), state.issuedAt())).isEqualTo(state);
    }

    @Test
    void whatWasIssuedKeepsItsTimeOfIssue() {
        assertThat(List.of(new Issued(NOW).cancel().issuedAt(), new Issued(NOW).expire().issuedAt())).containsOnly(NOW);
        assertThat(new Approved().cancel().issuedAt()).isNull();
    }
}
