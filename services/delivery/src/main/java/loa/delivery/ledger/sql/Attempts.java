package loa.delivery.ledger.sql;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import loa.delivery.DeliveryId;
import loa.delivery.ledger.Settlement;
import loa.delivery.postgres.Session;

/** The attempts before the last one, which stands in the delivery's own row. Of one that is tried for weeks, the first and the last ten. */
final class Attempts {
    /** How many of the last ones are kept beside the first. */
    static final int LAST = 10;

    private static final Comparator<Attempt> ORDER = Comparator.comparing((Attempt attempt) -> attempt.delivery().value())
            .thenComparing(Attempt::number);

    private final String provider;

    /**
     * @param provider the name that stands in attempts
     */
    Attempts(String provider) {
        this.provider = provider;
    }

    record Attempt(DeliveryId delivery, int number, Instant at, String outcome, @Nullable String code, @Nullable String reference,
            int tookMs) {
        static Attempt of(Settlement s) {
            return new Attempt(s.id(), s.attempt(), Objects.requireNonNull(s.at()), s.state().code(), s.reason(), s.reference(),
                    s.tookMs());
        }
    }

    /** Writes them down, in one order; one that is known already stays as it is. */
    void keep(Session session, List<Attempt> unordered) {
        if (unordered.isEmpty()) {
            return;
        }
        List<Attempt> attempts = unordered.stream().sorted(ORDER).toList();
        session.sql("""
            insert into attempt (delivery, number, at, provider, outcome, code, reference, took_ms)
            select i.delivery, i.number, to_timestamp(i.at), :provider, i.outcome, i.code, i.reference, i.took_ms
              from unnest(:ids::uuid[], :numbers::smallint[], :ats::float8[], :outcomes::text[], :codes::text[], :references::text[],
                          :tooks::int[]) as i (delivery, number, at, outcome, code, reference, took_ms)
            on conflict do nothing
            """).set("provider", provider).array("ids", "uuid", attempts.stream().map(Attempt::delivery).toList())
                .array("numbers", "int2", attempts.stream().map(Attempt::number).toList())
                .array("ats", "float8", attempts.stream().map(Attempt::at).toList())
                .array("outcomes", "text", attempts.stream().map(Attempt::outcome).toList())
                .array("codes", "text", attempts.stream().map(Attempt::code).toList())
                .array("references", "text", attempts.stream().map(Attempt::reference).toList())
                .array("tooks", "int4", attempts.stream().map(Attempt::tookMs).toList()).update();
        forget(session, attempts.stream().filter(a -> a.number() > LAST + 1).toList());
    }

    private static void forget(Session session, List<Attempt> last) {
        if (last.isEmpty()) {
            return;
        }
        session.sql("""
            delete from attempt a using unnest(:ids::uuid[], :numbers::int[]) as i (delivery, number)
             where a.delivery = i.delivery and a.number between 2 and i.number - :kept -- primary key
            """).array("ids", "uuid", last.stream().map(Attempt::delivery).toList())
                .array("numbers", "int4", last.stream().map(Attempt::number).toList()).set("kept", LAST).update();
    }
}
