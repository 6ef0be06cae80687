package loa.delivery.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What befalls the calls of one instance: the connection breaks, or the process dies, before a transaction's effect or after it. */
final class Faults implements Calls {
    private static final double DEADLY = 0.06;
    /** The calls in which a process that falls asleep and wakes when others have taken over could do most harm. */
    private static final Set<String> DELICATE = Set.of("claim", "settle", "put back", "write finding");

    private final Chance chance;
    private final LongSupplier now;
    private final Passing passing;
    private double share;
    private long awayUntil;
    private long brokerAwayUntil;

    Faults(Chance chance, LongSupplier now, double share, Passing passing) {
        this.passing = passing;
        this.chance = chance;
        this.now = now;
        this.share = share;
    }

    boolean isActive() {
        return share > 0;
    }

    /** Nothing fails any more. */
    void cease() {
        share = 0;
        awayUntil = 0;
        brokerAwayUntil = 0;
    }

    /** The broker cannot be reached until then. */
    void brokerAway(long until) {
        brokerAwayUntil = until;
    }

    boolean isBrokerAway() {
        return now.getAsLong() < brokerAwayUntil;
    }

    /** Refuses what needs the broker while it is away. */
    void needBroker() {
        if (isBrokerAway()) {
            throw lost();
        }
    }

    /** The database cannot be reached until then. */
    void away(long until) {
        awayUntil = until;
    }

    @Override
    public <T> T make(String name, Supplier<T> transaction) {
        if (now.getAsLong() < awayUntil) {
            throw lost();
        }
        if (chance.happens(share / 2)) {
            throw end();
        }
        linger(name);
        T answer = transaction.get();
        linger(name);
        if (chance.happens(share / 2)) {
            throw end();
        }
        return answer;
    }

    /** Now and then a call takes long: everybody else goes on meanwhile, and its caller may die of something else. */
    private void linger(String name) {
        if (DELICATE.contains(name) && chance.happens(name.equals("claim") ? share : share / 4)) {
            chance.note(Happening.ASLEEP_IN_A_CALL);
            passing.sleep(chance.millis(5_000, 14_000));
        }
        if (chance.happens(share / 8)) {
            passing.pass(chance.happens(0.2) ? chance.millis(500, 9_000) : chance.millis(5, 500));
        }
    }

    /** Lets time pass for everybody else. */
    interface Passing {
        /** Throws {@link Crash} when the caller did not live through it. */
        void pass(Duration time);

        /** The same, and of the caller's process nothing goes on either. */
        void sleep(Duration time);
    }

    private IllegalStateException end() {
        if (chance.happens(DEADLY)) {
            throw new Crash();
        }
        return lost();
    }

    static boolean isLost(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    /** As the driver says it: not a fault of what was written. */
    private static IllegalStateException lost() {
        return new IllegalStateException("connection lost", new SQLException("connection lost", "08006"));
    }
}
