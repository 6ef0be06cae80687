package loa.delivery.ledger.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import loa.delivery.DeliveryId;
import loa.delivery.postgres.Query;

/**
 * Deliveries of one revision in the order of their slots, so that two transactions never wait for each other crosswise and neighbours in a
 * page are written one after the other. One revision: a statement then touches one partition.
 */
record Batch<T>(long key, List<T> elements, Function<T, DeliveryId> id) {
    /** All deliveries, by revision. */
    static <T> List<Batch<T>> of(Collection<T> elements, Function<T, DeliveryId> id) {
        SortedMap<Long, List<T>> byRevision = new TreeMap<>();
        elements.forEach(element -> byRevision.computeIfAbsent(id.apply(element).key(), key -> new ArrayList<>()).add(element));
        byRevision.values().forEach(list -> list.sort(Comparator.comparingInt(element -> id.apply(element).slot())));
        return byRevision.entrySet().stream().map(e -> new Batch<>(e.getKey(), e.getValue(), id)).toList();
    }

    /** Those of the ids that a statement answered by their slots. */
    List<T> at(Collection<Integer> slots) {
        return elements.stream().filter(element -> slots.contains(id.apply(element).slot())).toList();
    }

    /** Runs a statement that answers slots. */
    static Set<Integer> slots(Query query) {
        return new HashSet<>(query.list(row -> row.integer("slot")));
    }

    /**
     * The table {@code input} of a batch's slots and salts. Materialized, so that the key is no constant to the planner: it might else read
     * all of a revision, as long as it believes it to be small.
     */
    static final String INPUT = """
        with input as materialized (
             select :key::bigint as key, i.* from unnest(:slots::int[], :salts::int[]) as i (slot, salt) order by i.slot)
        """;

    /** Joins the ledger, {@code d}, to {@link #INPUT}, {@code i}. Index: primary key. */
    static final String IS_INPUT = "d.revision_key = i.key and d.slot = i.slot and d.salt = i.salt";

    /** Sets {@code key}, {@code slots} and {@code salts}. */
    Query name(Query query) {
        return query.set("key", key).array("slots", "int4", elements.stream().map(e -> id.apply(e).slot()).toList())
                .array("salts", "int4", elements.stream().map(e -> id.apply(e).salt()).toList());
    }
}
