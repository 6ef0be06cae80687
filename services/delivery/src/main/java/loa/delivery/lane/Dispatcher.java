package loa.delivery.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import loa.contract.BulletinClass;
import loa.delivery.pace.Pacer;

/**
 * Starts each send on a virtual thread of its own when the pacer lets it go. One thread decides; any thread submits. What needs no
 * permit, since it is not to be sent any more, leaves the queue without one.
 */
final class Dispatcher<A> {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<BulletinClass, Queue<Job<A>>> queues = new EnumMap<>(BulletinClass.class);
    private final Pacer pacer;
    private final Gate gate;
    private final Attempts<A> attempts;
    private final Settler settler;
    private final Workload workload;
    private boolean stopping;

    Dispatcher(Pacer pacer, Gate gate, Attempts<A> attempts, Settler settler, Workload workload) {
        this.pacer = pacer;
        this.gate = gate;
        this.attempts = attempts;
        this.settler = settler;
        this.workload = workload;
        for (BulletinClass lane : BulletinClass.values()) {
            queues.put(lane, new ArrayDeque<>());
        }
    }

    void submit(BulletinClass lane, List<Job<A>> jobs) {
        workload.more(jobs.size());
        lock.lock();
        try {
            queue(lane).addAll(jobs);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    int inFlight(BulletinClass lane) {
        lock.lock();
        try {
            return pacer.inFlight(lane);
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is sent; what waits is put back. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Starts as many sends as may go, then waits a moment. */
    boolean step() throws InterruptedException {
        boolean open = gate.isOpen();
        List<Job<A>> granted = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            pacer.shareRate(gate.sharers());
            endWhatIsBarred();
            Duration wait = open && !stopping ? grant(granted) : LONGEST_WAIT;
            if (granted.isEmpty()) {
                long unused = changed.awaitNanos(Math.min(wait.toNanos(), LONGEST_WAIT.toNanos()));
            }
        } finally {
            lock.unlock();
        }
        granted.forEach(job -> Thread.ofVirtual().name("send").start(() -> send(job)));
        return true;
    }

    private static final int MOST_AT_ONCE = 64;

    private Duration grant(List<Job<A>> granted) {
        while (granted.size() < MOST_AT_ONCE) {
            Set<BulletinClass> waiting = waiting();
            if (waiting.isEmpty()) {
                return LONGEST_WAIT;
            }
            switch (pacer.ask(waiting)) {
                case Pacer.Answer.Granted(BulletinClass lane) -> granted.add(queue(lane).remove());
                case Pacer.Answer.Wait(Duration time) -> {
                    return time;
                }
                case Pacer.Answer.Full() -> {
                    return LONGEST_WAIT;
                }
            }
            endWhatIsBarred();
        }
        return Duration.ZERO;
    }

    private Set<BulletinClass> waiting() {
        EnumSet<BulletinClass> waiting = EnumSet.noneOf(BulletinClass.class);
        queues.forEach((lane, queue) -> {
            if (!queue.isEmpty()) {
                waiting.add(lane);
            }
        });
        return waiting;
    }

    private void endWhatIsBarred() {
        queues.values().forEach(queue -> {
            for (Job<A> head = queue.peek(); head != null; head = queue.peek()) {
                Optional<Ending> ending = stopping
                        ? Optional.of(new Ending.PutBack(head.delivery().id(), head.owner()))
                        : attempts.ending(head);
                if (ending.isEmpty()) {
                    return;
                }
                settler.add(queue.remove(), ending.get());
            }
        });
    }

    private void send(Job<A> job) {
        @Nullable
        Ending ending = null;
        try {
            ending = attempts.make(job);
        } finally {
            settler.add(job, ending == null ? attempts.lost(job) : ending);
            release(job.lane());
        }
    }

    private void release(BulletinClass lane) {
        lock.lock();
        try {
            pacer.release(lane);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private Queue<Job<A>> queue(BulletinClass lane) {
        Queue<Job<A>> queue = queues.get(lane);
        if (queue == null) {
            throw new IllegalStateException("no queue of lane " + lane);
        }
        return queue;
    }
}
