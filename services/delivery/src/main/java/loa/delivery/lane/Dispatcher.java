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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import loa.contract.BulletinClass;
import loa.delivery.pace.Pacer;

/**
 * Lets sends go when the pacer gives a slot. One thread decides; any thread submits. What needs no slot, since it is not to be sent any
 * more, leaves the queue without one.
 */
final class Dispatcher<A> {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    /** What gathers meanwhile goes at once: the rate allows a hundredth of a second. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(2);
    private static final int MOST_AT_ONCE = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Map<BulletinClass, Queue<Job<A>>> queues = new EnumMap<>(BulletinClass.class);
    private final Slots slots;
    private final Gate gate;
    private final Attempts<A> attempts;
    private final Starter<A> starter;
    private final Settler settler;
    private volatile boolean stopping;

    Dispatcher(Slots slots, Gate gate, Attempts<A> attempts, Starter<A> starter, Settler settler) {
        this.slots = slots;
        this.gate = gate;
        this.attempts = attempts;
        this.starter = starter;
        this.settler = settler;
        for (BulletinClass lane : BulletinClass.values()) {
            queues.put(lane, new ArrayDeque<>());
        }
    }

    void submit(BulletinClass lane, List<Job<A>> jobs) {
        settler.expect(jobs.size());
        lock.lock();
        try {
            long now = attempts.count();
            jobs.forEach(job -> queue(lane).add(job.waiting(now)));
        } finally {
            lock.unlock();
        }
        slots.wake();
    }

    /** Whether the lane wants more: at once, or within this time. */
    boolean wantsMore(BulletinClass lane, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (queue(lane).size() >= slots.ahead() && left > 0) {
                left = wanted.awaitNanos(left);
            }
            return queue(lane).size() < slots.ahead();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is sent; what waits is put back. */
    void stop() {
        stopping = true;
        slots.wake();
    }

    /** Starts as many sends as may go, then waits until more may. */
    boolean step() throws InterruptedException {
        Duration wait = move();
        if (wait.isPositive()) {
            slots.await(wait);
        }
        return true;
    }

    /** Ends what must not go any more and starts what may; waits for nothing. Returns how long it makes no sense to come again. */
    Duration move() {
        boolean open = gate.isOpen() && !stopping;
        slots.shareRate(gate.sharers());
        List<Job<A>> granted = new ArrayList<>();
        Duration wait = LONGEST_WAIT;
        lock.lock();
        try {
            endWhatIsBarred();
            if (open) {
                wait = grant(granted);
            }
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
        granted.forEach(starter::start);
        return wait;
    }

    private Duration grant(List<Job<A>> granted) {
        while (granted.size() < MOST_AT_ONCE) {
            Set<BulletinClass> waiting = waiting();
            if (waiting.isEmpty()) {
                return LONGEST_WAIT;
            }
            switch (slots.ask(waiting)) {
                case Pacer.Answer.Granted(BulletinClass lane, int probe) -> granted.add(queue(lane).remove().granted(probe));
                case Pacer.Answer.Wait(Duration time) -> {
                    return time.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : time.compareTo(LONGEST_WAIT) < 0 ? time : LONGEST_WAIT;
                }
                case Pacer.Answer.Full() -> {
                    return LONGEST_WAIT;
                }
            }
            endWhatIsBarred();
        }
        return Duration.ZERO;
    }

    /** The lanes of which something waits. */
    Set<BulletinClass> waiting() {
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
                settler.unsent(queue.remove(), ending.get());
            }
        });
    }

    private Queue<Job<A>> queue(BulletinClass lane) {
        Queue<Job<A>> queue = queues.get(lane);
        if (queue == null) {
            throw new IllegalStateException("no queue of lane " + lane);
        }
        return queue;
    }
}
