package loa.delivery.taken;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;

import loa.contract.IssuedDirective;
import loa.contract.LoaJson;
import loa.delivery.Revision;
import loa.delivery.postgres.Database;
import loa.delivery.postgres.Session;

/** {@link TakenDirectives} in PostgreSQL: each revision once, as the very bytes that were signed. */
public final class SqlTakenDirectives implements TakenDirectives {
    private static final int MOST_REMEMBERED = 128;

    private final JsonMapper json = LoaJson.mapper();
    private final Map<Revision, IssuedDirective> remembered = Collections.synchronizedMap(new LeastRecentlyUsed());
    private final Database database;

    /** Works on this schema. */
    public SqlTakenDirectives(Database database) {
        this.database = database;
    }

    /** In which state a revision is taken. */
    public enum As {
        /** Planned at its time. */
        WAITING("waiting"),
        /** A person has to decide: it may have been sent in a former life of this schema. */
        HELD("held"),
        /** Over before this schema existed. */
        PAST("planned");

        private final String code;

        As(String code) {
            this.code = code;
        }
    }

    /** Stores a revision. False when it is known. */
    public boolean store(Session session, UUID eventId, IssuedDirective content, byte[] value, As as, Instant now) {
        boolean isNew = session
                .sql("""
                    insert into directive_taken (directive, revision, event_id, value, lane, effective, expires, taken_at, state)
                    values (:directive, :revision, :event, :value, :lane::lane, :effective, :expires, :now, :state::taken_state)
                    on conflict (directive, revision) do nothing
                    """).set("directive", content.directive().value()).set("revision", content.revision()).set("event", eventId)
                .set("value", value).set("lane", content.bulletinClass().code()).set("effective", content.effective().toInstant())
                .set("expires", content.expires().toInstant()).set("now", now).set("state", as.code).update() == 1;
        if (isNew) {
            // there for years already, unless the id is not of our days
            session.sql("select keep_month(:made)").set("made", Revision.of(content).madeAt()).run();
        }
        return isNew;
    }

    /** Whether another revision has the key of this one: the ledger could not tell their deliveries apart. */
    public boolean isKeyOfAnother(Session session, Revision revision) {
        return session.sql("""
            select revision from directive_taken -- revision_key
             where revision_key = :key and (directive, revision) <> (:directive, :revision)
            """).set("key", revision.key()).set("directive", revision.directive().value()).set("revision", revision.number())
                .first(row -> row.integer("revision")).isPresent();
    }

    @Override
    public Optional<IssuedDirective> find(Revision revision) {
        IssuedDirective known = remembered.get(revision);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<IssuedDirective> read = database.inTransaction(session -> session
                .sql("select value from directive_taken where directive = :directive and revision = :revision")
                .set("directive", revision.directive().value()).set("revision", revision.number()).first(row -> row.bytes("value")))
                .map(value -> json.readValue(value, IssuedDirective.class));
        read.ifPresent(content -> remembered.put(revision, content));
        return read;
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<Revision, IssuedDirective> {
        private static final long serialVersionUID = 1;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Revision, IssuedDirective> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
