package loa.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.postgresql.ds.PGSimpleDataSource;

import loa.sandbox.files.Secret;

/** Makes the database and, for each service, a role with a schema of its own. Doing it again changes nothing. */
final class Schemas {

    static final String DATABASE = "loa";

    private final int port;
    private final String superuserPassword;
    private final Path secrets;

    Schemas(int port, String superuserPassword, Path secrets) {
        this.port = port;
        this.superuserPassword = superuserPassword;
        this.secrets = secrets;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    void createDatabase() throws IOException {
        run("postgres", statement -> {
            try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        });
        run(DATABASE, statement -> {
            statement.execute("revoke all on database " + DATABASE + " from public");
            statement.execute("revoke all on schema public from public");
        });
    }

    /** {@code name} has been checked: it stands in SQL as it is. */
    PostgresLogin create(String name) throws IOException {
        String role = DATABASE + "_" + name;
        String password = Secret.loadOrCreate(secrets.resolve(role + ".password"));
        run(DATABASE, statement -> {
            if (!hasRole(statement, role)) {
                statement.execute("create role " + role + " login");
            }
            statement.execute("alter role " + role + " password '" + password + "'");
            statement.execute("grant connect, temporary on database " + DATABASE + " to " + role);
            statement.execute("create schema if not exists " + name + " authorization " + role);
            statement.execute("alter role " + role + " in database " + DATABASE + " set search_path = " + name);
        });
        return new PostgresLogin(url(DATABASE), role, password, name);
    }

    private static boolean hasRole(Statement statement, String role) throws SQLException {
        try (var found = statement.executeQuery("select 1 from pg_roles where rolname = '" + role + "'")) {
            return found.next();
        }
    }

    private void run(String database, Work work) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(PostgresServer.SUPERUSER);
        source.setPassword(superuserPassword);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            work.with(statement);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    private interface Work {
        void with(Statement statement) throws SQLException;
    }
}
