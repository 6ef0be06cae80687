package loa.delivery.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.delivery.RecipientId;
import loa.delivery.work.WorkRecord;

/** A row of the table of work records. */
final class ModelWork {
    final WorkRecord record;
    final BulletinClass lane;
    final Instant plannedAt;
    final Set<AreaCode> parkedAreas = new TreeSet<>();
    final Set<RecipientId> foundElsewhere = new HashSet<>();
    State state = State.OPEN;
    Instant producedAt;
    @Nullable
    Integer partition;
    @Nullable
    Long offset;

    enum State {
        OPEN,
        PARKED,
        DONE
    }

    ModelWork(WorkRecord record, BulletinClass lane, Instant plannedAt) {
        this.record = record;
        this.lane = lane;
        this.plannedAt = plannedAt;
        this.producedAt = plannedAt;
    }

    void produceAgain(Instant now) {
        producedAt = now;
        partition = null;
        offset = null;
    }
}
