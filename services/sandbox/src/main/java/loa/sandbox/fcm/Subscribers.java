package loa.sandbox.fcm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Which tokens are subscribed to which topics. A token is held once, however many topics it has. Not thread-safe. */
final class Subscribers {

    private final Map<String, Set<String>> tokensByTopic = new TreeMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    boolean add(String topic, String token) {
        String known = tokens.computeIfAbsent(token, same -> same);
        return tokensByTopic.computeIfAbsent(topic, none -> new HashSet<>()).add(known);
    }

    boolean remove(String topic, String token) {
        Set<String> subscribed = tokensByTopic.getOrDefault(topic, Set.of());
        return subscribed.contains(token) && subscribed.remove(token);
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        tokensByTopic.forEach((topic, subscribed) -> counts.put(topic, subscribed.size()));
        return counts;
    }

    void forEach(BiConsumer<String, String> consumer) {
        tokensByTopic.forEach((topic, subscribed) -> subscribed.forEach(token -> consumer.accept(topic, token)));
    }
}
