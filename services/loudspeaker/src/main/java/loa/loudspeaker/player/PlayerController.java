package loa.loudspeaker.player;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.LoaJson;
import loa.loudspeaker.station.PlayerAccess;
import loa.loudspeaker.station.StationCode;
import loa.loudspeaker.station.StationHealth;
import loa.loudspeaker.station.StationId;

/** What players report, each with its own station's key. */
@RestController
@RequestMapping("/api/v1/stations/{code:[A-Za-z0-9-]{3,32}}")
final class PlayerController {
    private static final int MOST_ENTRIES = 1_000;

    private final PlayerAccess access;
    private final AsRunLog log;
    private final StationHealth health;
    private final InstantSource clock;

    PlayerController(PlayerAccess access, AsRunLog log, StationHealth health, InstantSource clock) {
        this.access = access;
        this.log = log;
        this.health = health;
        this.clock = clock;
    }

    @PostMapping("/as-run")
    AsRunAnswer asRun(@PathVariable String code, @RequestBody AsRunForm form) {
        StationId station = access.requireSelf(new StationCode(code));
        List<JsonNode> nodes = form.entries();
        if (nodes == null || nodes.size() > MOST_ENTRIES) {
            throw ProblemException.invalid("/entries", nodes == null ? "required" : "too-many",
                    Wording.of("Cần từ 0 đến %d mục.", "From 0 to %d entries are needed.", MOST_ENTRIES));
        }
        var reader = new AsRunReader(clock.instant());
        List<AsRunEntry> sound = new ArrayList<>();
        List<Faulty> faulty = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            switch (reader.read(nodes.get(i))) {
                case AsRunReader.Reading.Sound(AsRunEntry entry) -> sound.add(entry);
                case AsRunReader.Reading.Faulty(String reason) -> faulty.add(new Faulty(i, reason));
            }
        }
        AsRunLog.Stored stored = sound.isEmpty() ? new AsRunLog.Stored(0, 0, 0) : log.store(station, sound);
        return new AsRunAnswer(stored.stored(), stored.known(), stored.unmatched(), faulty);
    }

    @PostMapping("/heartbeat")
    HeartbeatAnswer heartbeat(@PathVariable String code, @RequestBody HeartbeatForm form) {
        StationId station = access.requireSelf(new StationCode(code));
        OffsetDateTime at = form.at();
        if (at == null) {
            throw ProblemException.invalid("/at", "required", Wording.of("Thiếu giờ của đài.", "The station's time is needed."));
        }
        String software = form.software();
        if (software != null && (software.length() > 200 || software.indexOf('\0') >= 0)) {
            throw ProblemException.invalid("/software", "out-of-range",
                    Wording.of("Nhiều nhất 200 ký tự, không có ký tự rỗng.", "At most 200 characters, none of them null."));
        }
        if (at.getYear() < 1 || at.getYear() > 9999) {
            throw ProblemException.invalid("/at", "out-of-range", Wording.of("Năm cần từ 1 đến 9999.", "A year from 1 to 9999 is needed."));
        }
        Instant now = clock.instant();
        health.beat(station, new StationHealth.Heartbeat(Duration.between(now, at.toInstant()), form.playing(), form.playlistVersion(),
                form.clipsCached(), form.software(), form.freeBytes()));
        return new HeartbeatAnswer(now.atOffset(LoaJson.OFFSET));
    }

    record AsRunForm(@Nullable List<JsonNode> entries) {}

    /** @param faulty those that were not stored */
    record AsRunAnswer(int stored, int known, int unmatched, List<Faulty> faulty) {}

    /** @param index counted from 0 */
    record Faulty(int index, String reason) {}

    record HeartbeatForm(@Nullable OffsetDateTime at, @Nullable UUID playing, @Nullable Long playlistVersion, @Nullable Integer clipsCached,
            @Nullable String software, @Nullable Long freeBytes) {}

    record HeartbeatAnswer(OffsetDateTime now) {}
}
