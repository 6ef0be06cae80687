package loa.delivery.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** A source of real connections into which a test puts its hand: before a connection is given, before and after a commit. */
public final class InterposedSource {
    private static final Hand NOTHING = () -> {
    };

    private final AtomicReference<Hand> beforeConnection = new AtomicReference<>(NOTHING);
    private final AtomicReference<Hand> beforeCommit = new AtomicReference<>(NOTHING);
    private final AtomicReference<Hand> afterCommit = new AtomicReference<>(NOTHING);
    private final DataSource real;

    /** What the test does. */
    public interface Hand {
        void intervene() throws SQLException, InterruptedException;
    }

    public InterposedSource(DataSource real) {
        this.real = real;
    }

    /** Before each connection from now on. */
    public void beforeConnections(Hand hand) {
        beforeConnection.set(hand);
    }

    /** Before the next commit. */
    public void beforeNextCommit(Hand hand) {
        beforeCommit.set(hand);
    }

    /** The next commit is made, and its answer is lost. */
    public void loseNextAnswer() {
        afterCommit.set(() -> {
            throw new SQLException("the answer was lost", "08006");
        });
    }

    public DataSource source() {
        return proxy(DataSource.class, (method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return invoke(real, method, arguments);
            }
            intervene(beforeConnection.get());
            return interposed(real.getConnection());
        });
    }

    private Connection interposed(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("commit")) {
                return invoke(connection, method, arguments);
            }
            intervene(beforeCommit.getAndSet(NOTHING));
            Object answer = invoke(connection, method, arguments);
            intervene(afterCommit.getAndSet(NOTHING));
            return answer;
        });
    }

    private interface Call {
        @Nullable
        Object answer(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader() == null ? InterposedSource.class.getClassLoader() : type.getClassLoader(),
                        new Class<?>[]{type}, (proxy, method, arguments) -> call.answer(method, arguments)));
    }

    private static void intervene(Hand hand) throws SQLException {
        try {
            hand.intervene();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "08000", e);
        }
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
