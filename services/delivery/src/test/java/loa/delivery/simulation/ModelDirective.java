package loa.delivery.simulation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import loa.contract.IssuedDirective;
import loa.delivery.Recipient;

/** A row of the directives that were taken. */
final class ModelDirective {
    final IssuedDirective content;
    final Instant takenAt;
    State state = State.WAITING;
    int planner;
    @Nullable
    Instant retryAt;
    @Nullable
    Recipient cursor;
    int nextSeq;
    int audience;

    enum State {
        WAITING,
        PLANNING,
        PLANNED
    }

    ModelDirective(IssuedDirective content, Instant takenAt) {
        this.content = content;
        this.takenAt = takenAt;
    }

    Instant expires() {
        return content.expires().toInstant();
    }
}
