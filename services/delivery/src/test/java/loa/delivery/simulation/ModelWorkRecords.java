package loa.delivery.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.work.WorkRecords;

/** {@link WorkRecords} over the model. */
final class ModelWorkRecords implements WorkRecords {
    private final ModelSchema schema;
    private final Calls calls;

    ModelWorkRecords(ModelSchema schema, Calls calls) {
        this.schema = schema;
        this.calls = calls;
    }

    @Override
    public void acknowledged(List<Stored> stored) {
        if (stored.isEmpty()) {
            return;
        }
        calls.run("note offsets", () -> stored.forEach(s -> {
            ModelWork work = schema.work(s.record().revision(), s.record().seq());
            work.partition = s.partition();
            work.offset = s.offset();
        }));
    }

    @Override
    public List<Laned> takeUnacknowledged(Instant now, Duration patience, Duration inAnEmergency, int limit) {
        return calls.make("take unacknowledged", () -> again(open().filter(w -> w.partition == null && w.producedAt.isBefore(
                now.minus(w.lane == BulletinClass.EMERGENCY && w.producedAt.equals(w.plannedAt) ? inAnEmergency : patience)))
                .sorted(Comparator.comparing((ModelWork w) -> w.lane).thenComparing(w -> w.producedAt)), now, limit));
    }

    @Override
    public List<Laned> takeLost(BulletinClass lane, List<Progress> progress, Instant now, Duration patience, int limit) {
        Map<Integer, Progress> byPartition = progress.stream().collect(Collectors.toMap(Progress::partition, Function.identity()));
        Predicate<ModelWork> isLost = w -> {
            Progress p = w.partition == null ? null : byPartition.get(w.partition);
            return p != null && w.offset != null && (w.offset < p.committed() || w.offset >= p.end());
        };
        return calls.make("take lost", () -> again(open().filter(w -> w.lane == lane && w.producedAt.isBefore(now.minus(patience)))
                .filter(isLost), now, limit));
    }

    @Override
    public List<Laned> reopenParked(Collection<AreaCode> halted, Instant now, int limit) {
        return calls.make("reopen parked", () -> {
            List<ModelWork> parked = schema.work.values().stream().filter(w -> w.state == ModelWork.State.PARKED)
                    .filter(w -> !halted.containsAll(w.parkedAreas) || isToBeEnded(w, now)).limit(limit).toList();
            parked.forEach(w -> {
                w.state = ModelWork.State.OPEN;
                w.parkedAreas.clear();
            });
            return again(parked.stream(), now, limit);
        });
    }

    private boolean isToBeEnded(ModelWork work, Instant now) {
        return !schema.directive(work.record.revision()).expires().isAfter(now) || schema.isWithdrawn(work.record.revision());
    }

    private Stream<ModelWork> open() {
        return schema.has(Mutation.NOBODY_RINGS_AGAIN)
                ? Stream.empty()
                : schema.work.values().stream().filter(w -> w.state == ModelWork.State.OPEN);
    }

    private static List<Laned> again(Stream<ModelWork> records, Instant now, int limit) {
        List<ModelWork> taken = records.limit(limit).toList();
        taken.forEach(w -> w.produceAgain(now));
        return taken.stream().map(w -> new Laned(w.lane, w.record)).toList();
    }
}
