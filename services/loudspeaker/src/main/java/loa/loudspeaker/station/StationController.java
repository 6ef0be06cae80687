package loa.loudspeaker.station;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import loa.api.access.Caller;
import loa.api.access.KeyText;
import loa.api.access.Rights;
import loa.api.listing.Listing;
import loa.api.listing.PageRequest;
import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.AreaCode;
import loa.contract.LoaJson;

/** {@code /api/v1/stations}: provisioning and a look at what there is. */
@RestController
@RequestMapping("/api/v1/stations")
final class StationController {
    private static final String CODE = "/{code:[A-Za-z0-9-]{3,32}}";

    private final StationRegister register;
    private final Stations stations;
    private final StationHealth health;
    private final VerificationKey verificationKey;
    private final InstantSource clock;

    StationController(StationRegister register, Stations stations, StationHealth health, VerificationKey verificationKey,
            InstantSource clock) {
        this.register = register;
        this.stations = stations;
        this.health = health;
        this.verificationKey = verificationKey;
        this.clock = clock;
    }

    @PutMapping(CODE)
    ResponseEntity<StationAnswer> put(Caller caller, @PathVariable String code, @RequestBody StationForm form) {
        StationRegister.Registered registered = register.put(caller, new StationCode(code), form);
        StationAnswer answer = answer(List.of(registered.station())).getFirst();
        KeyText key = registered.key();
        return key == null
                ? ResponseEntity.ok(answer.with(null, verificationKey))
                : ResponseEntity.status(HttpStatus.CREATED).body(answer.with(key.value(), verificationKey));
    }

    @GetMapping(CODE)
    StationAnswer get(Caller caller, @PathVariable String code) {
        Station station = register.existing(new StationCode(code));
        Rights.requireArea(caller, station.areaPath());
        return answer(List.of(station)).getFirst();
    }

    @GetMapping
    Listing<StationAnswer> list(Caller caller, @RequestParam @Nullable String area, PageRequest page) {
        if (area != null && !AreaCode.isWellFormed(area)) {
            throw ProblemException.invalid("?area", "unknown-area",
                    Wording.of("Không có địa bàn %s.", "There is no area %s.", area));
        }
        List<AreaCode> within = Stream.of(caller.area(), area == null ? null : new AreaCode(area)).filter(Objects::nonNull).toList();
        List<Station> found = stations.list(within, page.afterId().orElse(null), page.fetch());
        Listing<Station> listing = Listing.of(found, page, station -> station.id().toString());
        return new Listing<>(answer(listing.items()), listing.next());
    }

    @PostMapping(CODE + ":rotate-key")
    RotatedAnswer rotateKey(Caller caller, @PathVariable String code) {
        StationRegister.Rotated rotated = register.rotate(caller, new StationCode(code));
        Instant until = rotated.previousUntil();
        return new RotatedAnswer(rotated.key().value(), until == null ? null : until.atOffset(LoaJson.OFFSET));
    }

    private List<StationAnswer> answer(List<Station> found) {
        Map<StationId, StationHealth.State> states = health.of(found.stream().map(Station::id).toList());
        Instant now = clock.instant();
        return found.stream()
                .map(s -> StationAnswer.of(s, states.getOrDefault(s.id(), StationHealth.State.UNHEARD), now)).toList();
    }

    record RotatedAnswer(String key, @Nullable OffsetDateTime previousValidUntil) {}

    /** A station as it is shown; the two keys only where it is provisioned. */
    record StationAnswer(String code, String name, String area, List<String> areaPath, String kind, String timeZone,
            List<SessionText> sessions, StationForm.QuietHoursText quietHours, long dailyBudgetMinutes, StationForm.VolumeText volume,
            HealthAnswer health, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable VerificationKey verificationKey) {
        static StationAnswer of(Station station, StationHealth.State state, Instant now) {
            AirRules rules = station.rules();
            Volumes volumes = station.volumes();
            Instant seen = state.lastSeenAt();
            return new StationAnswer(station.code().value(), station.name(), station.area().value(),
                    station.areaPath().stream().map(AreaCode::value).toList(), station.kind().code(), rules.timeZone().getId(),
                    rules.sessions().stream().map(SessionText::of).toList(),
                    new StationForm.QuietHoursText(rules.quietHours().from().toString(), rules.quietHours().to().toString()),
                    rules.dailyBudget().toMinutes(),
                    new StationForm.VolumeText(volumes.routine(), volumes.priority(), volumes.emergency()),
                    new HealthAnswer(seen == null ? null : seen.atOffset(LoaJson.OFFSET), state.isSilent(now), state.playing(),
                            state.hasClockFault()),
                    null, null);
        }

        StationAnswer with(@Nullable String newKey, VerificationKey verification) {
            return new StationAnswer(code, name, area, areaPath, kind, timeZone, sessions, quietHours, dailyBudgetMinutes, volume, health,
                    newKey, verification);
        }
    }

    /** @param clockFault its clock differs from ours by more than five seconds */
    record HealthAnswer(@Nullable OffsetDateTime lastSeenAt, boolean silent, @Nullable UUID playing, boolean clockFault) {}
}
