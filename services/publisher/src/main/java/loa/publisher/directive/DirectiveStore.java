package loa.publisher.directive;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.problem.ProblemException;
import loa.api.problem.Wording;
import loa.contract.DirectiveId;

/** The tables {@code directive}, {@code revision} and {@code history}. */
final class DirectiveStore {
    private static final String COLUMNS = """
        select d.id, d.check_code, d.version, i.revision as in_force, r.*
        from directive d join revision r on r.directive = d.id
        left join revision i on i.directive = d.id and i.state = 'issued'
        """;
    private static final String OUTLINES = """
        select d.id, d.check_code, d.version, i.revision as in_force, r.revision, r.replaces, r.reason, r.state, r.issuing_body, r.source,
               null as source_text, r.bulletin_class, r.exercise, r.areas, r.dropped_areas, r.channels, r.bulletins, r.effective, r.expires,
               r.issued_at
        from directive d join revision r on r.directive = d.id
        left join revision i on i.directive = d.id and i.state = 'issued'
        """;
    private static final String INSERT_REVISION = """
        insert into revision (directive, revision, replaces, reason, state, issuing_body, source, source_text, bulletin_class, exercise,
                              areas, dropped_areas, channels, bulletins, effective, expires)
        values (:directive, :revision, :replaces, :reason, :state, :issuingBody, cast(:source as jsonb), :sourceText, :bulletinClass,
                :exercise, :areas, :droppedAreas, :channels, cast(:bulletins as jsonb), :effective, :expires)
        """;

    private final JdbcClient jdbc;
    private final DirectiveRows rows = new DirectiveRows();

    DirectiveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a new directive; false when another one has its check code. */
    boolean insert(Directive directive, OffsetDateTime now) {
        int inserted = jdbc
                .sql("""
                    insert into directive (id, check_code, revision, version, created_at) values (:id, :checkCode, :revision, :version, :now)
                    on conflict (check_code) do nothing
                    """)
                .param("id", directive.id().value()).param("checkCode", directive.checkCode().value())
                .param("revision", directive.revision()).param("version", directive.version()).param("now", now).update();
        if (inserted == 0) {
            return false;
        }
        insertRevision(directive);
        return true;
    }

    /** Stores a further revision, which is the one that is worked on from now on. */
    void insertAmendment(Directive directive) {
        insertRevision(directive);
        workOn(directive);
    }

    private void insertRevision(Directive directive) {
        Lineage.Amendment amendment = directive.lineage().amendment();
        jdbc.sql(INSERT_REVISION)
                .paramSource(rows.parameters(directive.content()).addValue("directive", directive.id().value())
                        .addValue("revision", directive.revision()).addValue("state", directive.state().code())
                        .addValue("replaces", amendment == null ? null : amendment.replaces())
                        .addValue("reason", amendment == null ? null : amendment.reason()))
                .update();
        insertHistory(directive);
    }

    /** From now on this revision is the one that is worked on, and what is answered to whoever names none. */
    void workOn(Directive directive) {
        jdbc.sql("update directive set revision = :revision, version = :version where id = :id").param("revision", directive.revision())
                .param("version", directive.version()).param("id", directive.id().value()).update();
    }

    /** The number of the newest revision, discarded ones included. */
    int newest(DirectiveId id) {
        return jdbc.sql("select max(revision) from revision where directive = :id").param("id", id.value()).query(Integer.class).single();
    }

    /**
     * The revision that is worked on, the directive locked until the end of the transaction.
     *
     * @throws ProblemException 404
     */
    Directive lock(DirectiveId id) {
        jdbc.sql("select 1 from directive where id = :id for update").param("id", id.value()).query(Integer.class).optional();
        return find(id, null).orElseThrow(() -> notFound(id));
    }

    /** Primary keys of both tables. Null revision: the one that is worked on. */
    Optional<Directive> find(DirectiveId id, @Nullable Integer revision) {
        return jdbc.sql(COLUMNS + "where d.id = :id and r.revision = coalesce(cast(:revision as int), d.revision)").param("id", id.value())
                .param("revision", revision).query(rows::directive).optional().map(this::withHistory).map(this::withLineage);
    }

    /**
     * Without history and without the text of the source: for those who ask twice a second. Null revision: the newest that has gone out,
     * or the one that is worked on when none has.
     */
    Optional<Directive> outline(DirectiveId id, @Nullable Integer revision) {
        return jdbc
                .sql(OUTLINES
                        + """
                            where d.id = :id and (r.revision = :revision or cast(:revision as int) is null and (r.issued_at is not null or r.revision = d.revision))
                            order by r.issued_at is null, r.revision desc limit 1
                            """)
                .param("id", id.value()).param("revision", revision).query(rows::directive).optional();
    }

    /** All revisions, the newest first, without history and without the text of the source. */
    List<Directive> revisions(DirectiveId id) {
        return jdbc.sql(OUTLINES + "where d.id = :id order by r.revision desc").param("id", id.value()).query(rows::directive).list();
    }

    static ProblemException notFound(DirectiveId id) {
        return ProblemException.notFound(Wording.of("Không có chỉ đạo %s.", "There is no directive %s.", id));
    }

    private Directive withHistory(Directive bare) {
        List<HistoryEntry> history = jdbc
                .sql("""
                    select act, holder, name, at, reason from history where directive = :id and revision = :revision order by id
                    """).param("id", bare.id().value()).param("revision", bare.revision()).query(DirectiveRows::history).list();
        return new Directive(bare.id(), bare.revision(), bare.version(), bare.checkCode(), bare.state(), bare.content(), bare.lineage(),
                history);
    }

    private Directive withLineage(Directive bare) {
        Lineage.Amendment amendment = bare.lineage().amendment();
        if (amendment == null) {
            return bare;
        }
        Content before = jdbc.sql(COLUMNS + "where d.id = :id and r.revision = :revision").param("id", bare.id().value())
                .param("revision", amendment.replaces()).query(rows::directive).single().content();
        return new Directive(bare.id(), bare.revision(), bare.version(), bare.checkCode(), bare.state(), bare.content(),
                bare.lineage().with(before, authorsBefore(bare)), bare.history());
    }

    /** Who wrote the revisions that went out before this one. */
    private Set<String> authorsBefore(Directive directive) {
        return jdbc.sql("""
            select distinct h.holder from history h join revision r using (directive, revision) -- history_directive
            where h.directive = :id and h.revision < :revision and r.issued_at is not null and h.act in ('drafted', 'changed')
            """).param("id", directive.id().value()).param("revision", directive.revision()).query((rs, _) -> rs.getString("holder")).set();
    }

    /** Stores where the directive stands now, and the newest entry of its history. */
    void saveState(Directive directive) {
        jdbc.sql("update directive set version = :version where id = :id").param("version", directive.version())
                .param("id", directive.id().value()).update();
        jdbc.sql("""
            update revision set state = :state, issued_at = :issuedAt, effective = :effective
            where directive = :id and revision = :revision
            """).param("state", directive.state().code()).param("issuedAt", directive.state().issuedAt())
                .param("effective", directive.content().effective()).param("id", directive.id().value())
                .param("revision", directive.revision()).update();
        insertHistory(directive);
    }

    /** Stores what the directive says now, beside all that {@link #saveState} stores. */
    void saveContent(Directive directive) {
        jdbc.sql("""
            update revision set issuing_body = :issuingBody, source = cast(:source as jsonb), source_text = :sourceText,
                   bulletin_class = :bulletinClass, exercise = :exercise, areas = :areas, dropped_areas = :droppedAreas,
                   channels = :channels, bulletins = cast(:bulletins as jsonb), effective = :effective, expires = :expires
            where directive = :id and revision = :revision
            """).paramSource(rows.parameters(directive.content()).addValue("id", directive.id().value()).addValue("revision",
                directive.revision())).update();
        saveState(directive);
    }

    private void insertHistory(Directive directive) {
        HistoryEntry entry = directive.history().getLast();
        jdbc.sql("""
            insert into history (directive, revision, act, holder, name, at, reason)
            values (:directive, :revision, :act, :holder, :name, :at, :reason)
            """).param("directive", directive.id().value()).param("revision", directive.revision()).param("act", entry.act().code())
                .param("holder", entry.holder()).param("name", entry.name()).param("at", entry.at()).param("reason", entry.reason())
                .update();
    }

    /**
     * Newest first, without history and without the text of the source: of each directive the revision that is worked on, or the one in
     * force when issued ones are asked for, so that an open amendment does not hide what it amends. Primary key, backwards; the related areas, which may be many, are
     * hashed once ({@code a.code = any}), where {@code &&} would compare each of them with each area of each directive.
     */
    List<Directive> list(DirectiveFilter filter, String @Nullable [] related, @Nullable UUID after, int limit) {
        return jdbc.sql(OUTLINES + """
            where case when cast(:state as text) is null then r.revision = d.revision
                       else r.state = :state and (r.revision = d.revision or r.state = 'issued') end
              and (cast(:bulletinClass as text) is null or r.bulletin_class = :bulletinClass)
              and (cast(:exercise as boolean) is null or r.exercise = :exercise)
              and (cast(:related as text[]) is null
                   or exists (select from unnest(r.areas) a (code) where a.code = any(cast(:related as text[]))))
              and (cast(:from as timestamptz) is null or d.created_at >= :from)
              and (cast(:to as timestamptz) is null or d.created_at < :to)
              and (cast(:after as uuid) is null or d.id < :after)
            order by d.id desc limit :limit
            """).param("state", filter.state()).param("exercise", filter.exercise())
                .param("bulletinClass", filter.bulletinClass() == null ? null : filter.bulletinClass().code()).param("related", related)
                .param("from", filter.from()).param("to", filter.to()).param("after", after).param("limit", limit).query(rows::directive)
                .list();
    }

    /** Those whose time to go out has come, without {@code except}. Index: revision_due. */
    List<DirectiveId> due(OffsetDateTime now, Collection<DirectiveId> except) {
        return ids("""
            select directive as id from revision
            where state = 'scheduled' and effective <= :now and expires > :now and directive <> all(:except)
            order by effective limit 50
            """, now, except);
    }

    /** Those whose time is over, without {@code except}. Index: revision_perishing. */
    List<DirectiveId> overdue(OffsetDateTime now, Collection<DirectiveId> except) {
        return ids("""
            select directive as id from revision
            where state in ('scheduled', 'issued') and expires <= :now and directive <> all(:except)
            order by expires limit 50
            """, now, except);
    }

    private List<DirectiveId> ids(String sql, OffsetDateTime now, Collection<DirectiveId> except) {
        return jdbc.sql(sql).param("now", now).param("except", except.stream().map(DirectiveId::value).toArray(UUID[]::new))
                .query((rs, _) -> new DirectiveId(rs.getObject("id", UUID.class))).list();
    }
}
