package loa.push.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import loa.api.imports.CsvRow;
import loa.api.imports.RowFault;
import loa.api.imports.RowImport;
import loa.api.imports.RowOutcome;
import loa.api.imports.RowOutcome.Effect;
import loa.contract.AreaCode;
import loa.delivery.desk.AreaLookup;
import loa.push.device.DeviceStore.Change;

/**
 * One file of devices. Each row stands for itself, except that the rows of one installation unite their areas; its last token counts. What
 * the file has said before is read from the rows that this import has written, so that memory does not grow with the file.
 */
final class DeviceImport implements RowImport {
    private final DeviceStore devices;
    private final AreaLookup known;
    private final UUID id;

    DeviceImport(DeviceStore devices, AreaLookup known, UUID id) {
        this.devices = devices;
        this.known = known;
        this.id = id;
    }

    @Override
    public List<RowOutcome> store(List<CsvRow> rows) {
        @Nullable
        RowOutcome[] outcomes = new RowOutcome[rows.size()];
        Map<Installation, Line> pending = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            CsvRow row = rows.get(i);
            Installation installation = row.cell("installation").filter(Installation::isWellFormed).map(Installation::new).orElse(null);
            String token = row.cell("token").orElse("");
            if (pending.containsKey(installation) || !tokens.add(token)) {
                flush(pending, outcomes);
                tokens.clear();
                tokens.add(token);
            }
            if (installation == null) {
                outcomes[i] = read(row, List.of()).outcome();
            } else {
                pending.put(installation, new Line(i, row));
            }
        }
        flush(pending, outcomes);
        return Stream.of(outcomes).map(Objects::requireNonNull).toList();
    }

    /** Stores rows in which no installation and no token stands twice. */
    private void flush(Map<Installation, Line> pending, @Nullable RowOutcome[] outcomes) {
        Map<Installation, List<AreaCode>> before = devices.writtenBy(id, pending.keySet());
        List<Registration> good = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        pending.forEach((installation, line) -> {
            Reading reading = read(line.row(), before.getOrDefault(installation, List.of()));
            outcomes[line.index()] = reading.outcome();
            reading.registration().ifPresent(registration -> {
                good.add(registration);
                lines.add(line);
            });
        });
        List<Change> changes = devices.writeAll(good, id);
        for (int i = 0; i < changes.size(); i++) {
            boolean again = before.containsKey(good.get(i).installation());
            outcomes[lines.get(i).index()] = RowOutcome.done(again ? Effect.MERGED : effect(changes.get(i)));
        }
        pending.clear();
    }

    private Reading read(CsvRow row, Collection<AreaCode> before) {
        List<String> areas = Stream
                .concat(before.stream().map(AreaCode::value), row.cell("areas").stream().flatMap(a -> Stream.of(a.split("\\|"))))
                .map(String::strip).filter(a -> !a.isEmpty()).distinct().toList();
        DeviceFields fields = new DeviceFields(known);
        Optional<Registration> registration = fields.read(row.cell("installation").orElse(""), row.cell("token").orElse(null),
                row.cell("platform").orElse(null), areas, row.cell("language").orElse(null));
        List<RowFault> faults = fields.faults().stream()
                .map(fault -> new RowFault(row.line(), fault.pointer().split("/")[1], fault.code(), fault.detail())).toList();
        return new Reading(registration, faults);
    }

    private static Effect effect(Change change) {
        return switch (change) {
            case ADDED -> Effect.ADDED;
            case CHANGED -> Effect.CHANGED;
            case UNCHANGED -> Effect.UNCHANGED;
        };
    }

    private record Line(int index, CsvRow row) {}

    private record Reading(Optional<Registration> registration, List<RowFault> faults) {
        /** Null while its fate is open. */
        @Nullable
        RowOutcome outcome() {
            return faults.isEmpty() ? null : new RowOutcome.Faulty(faults);
        }
    }
}
