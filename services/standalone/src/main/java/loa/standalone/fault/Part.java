package loa.standalone.fault;

import org.jspecify.annotations.Nullable;

/** Something that can die alone and come back on the same ports and data. Not thread-safe. */
abstract class Part {
    private final String name;
    private @Nullable Child child;

    Part(String name) {
        this.name = name;
    }

    /** Starts the process, without waiting for it. */
    abstract Child begin();

    /** Returns when it answers. */
    abstract void awaitReady(Child started);

    /** What else dies with it. */
    void killWhatItLeaves() {
        // most leave nothing
    }

    final String name() {
        return name;
    }

    final void start() {
        startWithoutWaiting();
        awaitReady();
    }

    final void startWithoutWaiting() {
        if (child != null && child.isAlive()) {
            throw new IllegalStateException("%s runs already".formatted(name));
        }
        child = begin();
    }

    final void awaitReady() {
        awaitReady(running());
    }

    final void kill() {
        running().kill();
        killWhatItLeaves();
    }

    final void freeze() {
        running().freeze();
    }

    final void thaw() {
        running().thaw();
    }

    /** For the end of a run: whether it was ever started or not. */
    final void killIfAny() {
        if (child != null) {
            kill();
        }
    }

    private Child running() {
        if (child == null) {
            throw new IllegalStateException("%s was not started".formatted(name));
        }
        return child;
    }
}
