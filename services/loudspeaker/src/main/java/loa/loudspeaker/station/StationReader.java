package loa.loudspeaker.station;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import loa.api.problem.FieldFault;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.Area;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaLookup;

/** Reads one form into a station and notes every fault on the way. Used once, not thread-safe. */
final class StationReader {
    private static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<Session> USUAL_SESSIONS = List.of(
            new Session(EnumSet.allOf(DayOfWeek.class), LocalTime.of(5, 30), LocalTime.of(6, 30)),
            new Session(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(17, 0), LocalTime.of(18, 0)));
    private static final QuietHours USUAL_QUIET_HOURS = new QuietHours(LocalTime.of(21, 0), LocalTime.of(5, 30));
    private static final int USUAL_BUDGET = 45;
    private static final int MOST_SESSIONS = 24;
    private static final int MINUTES_OF_A_DAY = 1440;

    private final List<FieldFault> faults = new ArrayList<>();
    private final AreaLookup areas;

    StationReader(AreaLookup areas) {
        this.areas = areas;
    }

    /**
     * The station.
     *
     * @throws ProblemException 422 with all faults
     */
    Station read(StationId id, StationCode code, StationForm form) {
        String name = name(form.name());
        List<AreaCode> path = areaPath(form.area());
        StationKind kind = kind(form.kind());
        var rules = new AirRules(timeZone(form.timeZone()), sessions(form.sessions()), quietHours(form.quietHours()),
                Duration.ofMinutes(number("/dailyBudgetMinutes", form.dailyBudgetMinutes(), USUAL_BUDGET, MINUTES_OF_A_DAY)));
        Volumes volumes = volumes(form.volume());
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new Station(id, code, name, path.getLast(), path, kind, rules, volumes);
    }

    private String name(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > 200 || name.indexOf('\0') >= 0) {
            fault("/name", name == null ? "required" : "out-of-range", "Tên cần 1–200 ký tự.", "A name needs 1 to 200 characters.");
            return "";
        }
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    private List<AreaCode> areaPath(@Nullable String area) {
        if (area == null) {
            fault("/area", "required", "Thiếu địa bàn.", "An area is needed.");
            return List.of();
        }
        return areas.read(area, (code, detail) -> faults.add(new FieldFault("/area", code, detail))).map(Area::path).orElse(List.of());
    }

    private StationKind kind(@Nullable String kind) {
        if (kind == null) {
            return StationKind.FIXED;
        }
        return StationKind.ofCode(kind).orElseGet(() -> {
            fault("/kind", "invalid-value", "Loại đài không có: %s.", "There is no kind of station %s.", kind);
            return StationKind.FIXED;
        });
    }

    private ZoneId timeZone(@Nullable String zone) {
        try {
            return zone == null ? VIET_NAM : ZoneId.of(zone);
        } catch (DateTimeException e) {
            fault("/timeZone", "invalid-value", "Không có múi giờ %s.", "There is no time zone %s.", String.valueOf(zone));
            return VIET_NAM;
        }
    }

    private List<Session> sessions(@Nullable List<SessionText> texts) {
        if (texts == null) {
            return USUAL_SESSIONS;
        }
        if (texts.size() > MOST_SESSIONS) {
            fault("/sessions", "too-many", "Nhiều nhất %d khung giờ.", "At most %d sessions.", MOST_SESSIONS);
            return List.of();
        }
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Session> session = texts.get(i) == null ? Optional.empty() : texts.get(i).parse();
            session.ifPresent(sessions::add);
            if (session.isEmpty()) {
                fault("/sessions/" + i, "invalid-value", "Khung giờ cần days (mon…sun), from và to khác nhau, dạng 05:30.",
                        "A session needs days (mon…sun), and from and to, different, such as 05:30.");
            }
        }
        return sessions;
    }

    private QuietHours quietHours(StationForm.@Nullable QuietHoursText text) {
        if (text == null) {
            return USUAL_QUIET_HOURS;
        }
        Optional<LocalTime> from = HourText.parse(text.from());
        Optional<LocalTime> to = HourText.parse(text.to());
        if (from.isEmpty() || to.isEmpty()) {
            fault("/quietHours", "invalid-value", "Giờ yên tĩnh cần from và to, dạng 21:00.",
                    "Quiet hours need from and to, such as 21:00.");
            return USUAL_QUIET_HOURS;
        }
        return new QuietHours(from.get(), to.get());
    }

    private Volumes volumes(StationForm.@Nullable VolumeText text) {
        if (text == null) {
            return Volumes.DEFAULT;
        }
        return new Volumes(number("/volume/routine", text.routine(), Volumes.DEFAULT.routine(), 100),
                number("/volume/priority", text.priority(), Volumes.DEFAULT.priority(), 100),
                number("/volume/emergency", text.emergency(), Volumes.DEFAULT.emergency(), 100));
    }

    private int number(String pointer, @Nullable Integer value, int usual, int most) {
        if (value != null && (value < 0 || value > most)) {
            fault(pointer, "out-of-range", "Cần số từ 0 đến %d, nhưng là %d.", "A number from 0 to %d is needed, but was %d.", most, value);
            return usual;
        }
        return value == null ? usual : value;
    }

    private void fault(String pointer, String code, String vi, String en, Object... arguments) {
        faults.add(new FieldFault(pointer, code, Wording.of(vi, en, arguments)));
    }
}
