package loa.delivery.simulation;

import java.util.function.Supplier;

/** Stands before and behind each call to the model of the database: where a connection may break, or the caller die. */
@FunctionalInterface
public interface Calls {
    /** Every call is made and answered. */
    Calls SOUND = new Calls() {
        @Override
        public <T> T make(String name, Supplier<T> transaction) {
            return transaction.get();
        }
    };

    /** Makes the call; what it throws instead may come before its effect or after it. */
    <T> T make(String name, Supplier<T> transaction);

    /** The same for one that answers nothing. */
    default void run(String name, Runnable transaction) {
        Object unused = make(name, () -> {
            transaction.run();
            return "";
        });
    }
}
