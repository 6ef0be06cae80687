package loa.push.device;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import loa.api.problem.FieldFault;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.delivery.desk.AreaLookup;
import loa.push.Directives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class DeviceFieldsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Directives.NOW.toInstant());

    private final AtomicInteger questions = new AtomicInteger();
    private final AreaLookup late = new AreaLookup(
            code -> questions.incrementAndGet() < 4 ? Optional.empty() : Optional.of(area(code)), () -> true, CLOCK);

    @Test
    void anAreaThatIsOnItsWayIsWaitedFor() {
        DeviceFields fields = new DeviceFields(late.forRequest());

        assertThat(read(fields, List.of("99001-03"), "vi")).hasValueSatisfying(
                device -> assertThat(device.topics()).extracting(Object::toString).containsExactly("area.99.vi", "area.99001.vi",
                        "area.99001-03.vi"));
    }

    @Test
    void anAreaThatHasEndedIsRefused() {
        questions.set(10);
        DeviceFields fields = new DeviceFields(late);

        assertThat(read(fields, List.of("99001-08"), "vi")).isEmpty();
        assertThat(fields.faults()).extracting(FieldFault::pointer, FieldFault::code)
                .containsExactly(tuple("/areas/0", "ended-area"));
    }

    @Test
    void anInventedLanguageIsRefusedAndWhatIsQuotedIsShort() {
        questions.set(10);
        DeviceFields fields = new DeviceFields(late);

        assertThat(read(fields, List.of("x".repeat(10_000)), "zz")).isEmpty();
        assertThat(read(fields, List.of("99001"), "y".repeat(10_000))).isEmpty();
        assertThat(fields.faults()).hasSize(3).allSatisfy(fault -> assertThat(fault.detail().vi()).hasSizeLessThan(120));
    }

    private static Optional<Registration> read(DeviceFields fields, List<String> areas, String language) {
        return fields.read("a".repeat(22), "tok-1", "android", areas, language);
    }

    private static Area area(AreaCode code) {
        boolean ended = code.value().equals("99001-08");
        List<AreaCode> path = Directives.path(code);
        return new Area(code, path.size() == 1 ? null : path.get(path.size() - 2), AreaType.VILLAGE, code.value(), List.of(),
                LocalDate.of(2025, 7, 1), ended ? LocalDate.of(2026, 1, 31) : null, List.of(), path);
    }
}
