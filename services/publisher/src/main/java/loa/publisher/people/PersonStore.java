package loa.publisher.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import loa.api.access.Caller;
import loa.contract.AccessKey;
import loa.contract.AreaCode;
import loa.contract.Role;

/** The tables {@code person} and {@code api_key}. */
final class PersonStore {
    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a person; false when somebody has the name. */
    boolean insert(Person person, OffsetDateTime now) {
        return jdbc
                .sql("""
                    insert into person (id, name, password_hash, roles, area, created_at) values (:id, :name, :hash, :roles, :area, :now)
                    on conflict (name) do nothing
                    """).param("id", person.id()).param("name", person.name()).param("hash", person.passwordHash())
                .param("roles", person.roles().stream().map(Role::code).sorted().toArray(String[]::new))
                .param("area", person.area() == null ? null : person.area().value()).param("now", now).update() == 1;
    }

    void insertKey(UUID person, String hash, OffsetDateTime now) {
        jdbc.sql("insert into api_key (hash, person, created_at) values (:hash, :person, :now) on conflict (hash) do nothing")
                .param("hash", hash).param("person", person).param("now", now).update();
    }

    /** Index: person_name_key. */
    Optional<Person> byName(String name) {
        return jdbc.sql("select * from person where name = :name").param("name", name).query(PersonStore::person).optional();
    }

    /** Whoever holds a valid key, by its hash. */
    Map<String, Caller> callersByKeyHash() {
        Map<String, Caller> callers = new HashMap<>();
        jdbc.sql("select k.hash, p.* from api_key k join person p on p.id = k.person where k.revoked_at is null")
                .query(rs -> {
                    callers.put(rs.getString("hash"), person(rs, 0).caller());
                });
        return Map.copyOf(callers);
    }

    /** All keys, withdrawn ones too, as the other services get to know them. */
    List<AccessKey> keys() {
        return jdbc
                .sql("select k.hash, k.revoked_at, p.id, p.roles, p.area from api_key k join person p on p.id = k.person order by k.hash")
                .query((rs, _) -> new AccessKey(rs.getString("hash"), rs.getString("id"), roles(rs.getArray("roles")),
                        area(rs.getString("area")), rs.getObject("revoked_at", OffsetDateTime.class) != null))
                .list();
    }

    /**
     * One wrong password more; answers how many in a row. From the fifth on it locks as well, a minute and then twice as long each time;
     * whoever is locked already stays so. Primary key.
     */
    int noteFailure(UUID id, OffsetDateTime now) {
        return jdbc
                .sql("""
                    update person set failures = failures + 1,
                           locked_until = case when failures + 1 < :free then locked_until
                                               else greatest(locked_until, cast(:now as timestamptz) + make_interval(secs =>
                                                    least(:longest, :first * power(2, least(10, failures + 1 - :free))))) end
                    where id = :id returning failures
                    """).param("id", id).param("now", now).param("free", PasswordSignIn.FREE_FAILURES)
                .param("first", PasswordSignIn.FIRST_LOCK.toSeconds()).param("longest", PasswordSignIn.LONGEST_LOCK.toSeconds())
                .query(Integer.class).single();
    }

    /** The password was right; false when the person is locked by now. Primary key. */
    boolean noteSuccess(UUID id, OffsetDateTime now) {
        return jdbc.sql("""
            update person set failures = 0, locked_until = null
            where id = :id and (locked_until is null or locked_until <= :now)
            """).param("id", id).param("now", now).update() == 1;
    }

    private static Person person(ResultSet rs, int number) throws SQLException {
        return new Person(rs.getObject("id", UUID.class), rs.getString("name"), rs.getString("password_hash"),
                roles(rs.getArray("roles")), area(rs.getString("area")), rs.getInt("failures"),
                rs.getObject("locked_until", OffsetDateTime.class));
    }

    private static @Nullable AreaCode area(@Nullable String code) {
        return code == null ? null : new AreaCode(code);
    }

    private static Set<Role> roles(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(Role::ofCode).collect(Collectors.toSet());
    }
}
