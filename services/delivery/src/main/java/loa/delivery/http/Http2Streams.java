package loa.delivery.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/** The calls under way on one connection, each on a stream of its own number. Lives on the event loop alone. */
final class Http2Streams {
    private final IntObjectMap<Http2Call> calls = new IntObjectHashMap<>();

    int size() {
        return calls.size();
    }

    boolean has(int id) {
        return calls.containsKey(id);
    }

    /** Null: the call has ended, and what still comes on its stream concerns nobody. */
    @Nullable
    Http2Call find(int id) {
        return calls.get(id);
    }

    void begin(int id, Exchange exchange) {
        calls.put(id, new Http2Call(exchange));
    }

    /** Null: it had ended before. */
    @Nullable
    Http2Call end(int id) {
        return calls.remove(id);
    }

    /** Whose answer should have come by now. */
    List<Integer> late(long now) {
        List<Integer> late = new ArrayList<>();
        calls.forEach((id, call) -> {
            if (call.exchange().isTooLateToAnswer(now)) {
                late.add(id);
            }
        });
        return late;
    }

    /** Those that were begun after this one. */
    List<Integer> above(int last) {
        return calls.keySet().stream().filter(id -> id > last).toList();
    }

    void loseAll(IOException reason) {
        List<Http2Call> open = List.copyOf(calls.values());
        calls.clear();
        open.forEach(call -> call.exchange().lost(reason));
    }
}
