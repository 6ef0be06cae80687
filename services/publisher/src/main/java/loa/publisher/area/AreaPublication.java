package loa.publisher.area;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.RecordSigner;
import loa.contract.Topics;
import loa.publisher.outbox.CompactedState;
import loa.publisher.outbox.Outbox;

/** Tells the channels what the areas are, on the compacted topic: of each code the version that holds today, else the last that did. */
final class AreaPublication implements CompactedState {
    private static final Logger log = LoggerFactory.getLogger(AreaPublication.class);

    private final AreaStore store;
    private final AreaWriter writer;
    private final RecordSigner signer;
    private final Outbox outbox;
    private final Clock clock;

    AreaPublication(AreaStore store, AreaWriter writer, RecordSigner signer, Outbox outbox, Clock clock) {
        this.store = store;
        this.writer = writer;
        this.signer = signer;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return Topics.AREAS;
    }

    @Override
    public void sayAgain() {
        writer.lock();
        writer.markAllUnpublished();
        publishPending();
    }

    /** Writes to the outbox what was not told yet, and what holds only since today. In the caller's transaction. */
    void publishPending() {
        LocalDate today = LocalDate.now(clock);
        List<AreaCode> codes = writer.unpublished(today);
        if (codes.isEmpty()) {
            return;
        }
        outbox.appendStates(current(codes, today).stream().map(signer::area).toList());
        writer.markPublished(codes, today);
        log.atInfo().addKeyValue("areas", codes.size()).log("Areas are told to the channels.");
    }

    private List<Area> current(List<AreaCode> codes, LocalDate today) {
        List<Area> areas = new ArrayList<>(store.find(codes, today).values());
        Set<AreaCode> ended = new HashSet<>(codes);
        areas.forEach(area -> ended.remove(area.code()));
        // The topic keeps the last record of a code, so the last version comes last. Few days end many areas: a question for each day.
        lastDays(ended, today).forEach((day, ending) -> areas.addAll(store.find(ending, day).values()));
        return areas;
    }

    private SortedMap<LocalDate, List<AreaCode>> lastDays(Set<AreaCode> ended, LocalDate today) {
        SortedMap<LocalDate, List<AreaCode>> byDay = new TreeMap<>();
        for (AreaVersion version : writer.versions(ended)) {
            LocalDate last = version.validTo();
            if (last != null && last.isBefore(today)) {
                byDay.computeIfAbsent(last, _ -> new ArrayList<>()).add(version.code());
            }
        }
        return byDay;
    }
}
