package loa.sandbox.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresServerPostgresTest {

    @TempDir
    Path directory;

    @Test
    void rowsRolesAndPasswordsOutliveARestart() throws Exception {
        PostgresLogin before;
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            before = server.schema("sms");
            execute(before, "create table phone (name text)", "insert into phone values ('Thôn Đông')");
        }
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            PostgresLogin after = server.schema("sms");
            assertThat(after.password()).isEqualTo(before.password());
            assertThat(single(after, "select upper(name) from phone")).isEqualTo("THÔN ĐÔNG");
        }
    }

    @Test
    void aServerThatWasKilledOrOrphanedIsTakenOverWithItsData() throws Exception {
        PostgresServer orphaned = PostgresServer.start(directory, 0);
        PostgresLogin login = orphaned.schema("sms");
        execute(login, "create table kept (id int)", "insert into kept values (1)");
        Path pidFile = directory.resolve("cluster/postmaster.pid");
        long orphan = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        forgetLock();

        try (PostgresServer next = PostgresServer.start(directory, 0)) {
            assertThat(isPostgres(orphan)).isFalse();
            assertThat(single(next.schema("sms"), "select count(*) from kept")).isEqualTo("1");
            ProcessHandle killed = ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
                    .orElseThrow();
            killed.destroyForcibly();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isPostgres(killed.pid()));
        }
        try (PostgresServer next = PostgresServer.start(directory, 0)) {
            assertThat(single(next.schema("sms"), "select count(*) from kept")).isEqualTo("1");
        }
    }

    @Test
    void aServiceSeesItsOwnSchemaOnlyAndNobodyEntersWithoutPassword() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            PostgresLogin sms = server.schema("sms");
            PostgresLogin push = server.schema("push");
            execute(sms, "create table secret (id int)");

            assertThatThrownBy(() -> execute(push, "select * from sms.secret")).isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for schema sms");
            assertThatThrownBy(() -> execute(push, "create table public.here (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> execute(push, "create schema other")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> DriverManager.getConnection(sms.url(), sms.user(), "").close())
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(sms.url(), "postgres", "postgres").close())
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(server.superuserPasswordFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(single(sms, "select string_agg(setting, ' ' order by name) from pg_settings"
                    + " where name in ('fsync', 'synchronous_commit', 'listen_addresses')")).isEqualTo("on 127.0.0.1 on");
        }
    }

    @Test
    void twoServersDoNotShareADirectory() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, 0)) {
            assertThat(server.url()).startsWith("jdbc:postgresql://127.0.0.1:");
            assertThatThrownBy(() -> PostgresServer.start(directory, 0)).hasMessageContaining("is in use");
        }
    }

    /** What has ended and waits for its parent has no command line any more. */
    private boolean isPostgres(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(directory.toString())).isPresent();
    }

    /** As after {@code kill -9} of the JVM: the lock file is another one, the server still runs. */
    private void forgetLock() throws Exception {
        Files.delete(directory.resolve(".sandbox.lock"));
    }

    private static void execute(PostgresLogin login, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String single(PostgresLogin login, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
