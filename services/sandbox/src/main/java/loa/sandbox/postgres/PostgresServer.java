package loa.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import loa.sandbox.files.DirectoryLock;
import loa.sandbox.files.FreePort;
import loa.sandbox.files.Secret;

/**
 * A real PostgreSQL 18 on 127.0.0.1 with fsync and synchronous_commit on: what it has acknowledged survives
 * {@code kill -9} and the loss of power. Every connection needs a password (SCRAM), and every password is generated.
 * A server whose parent was killed goes on running; the next start on the same directory ends it in order and takes
 * over its data. Works as root and as any other user.
 */
public final class PostgresServer implements AutoCloseable {

    /** The role that owns everything; the services do not use it. */
    public static final String SUPERUSER = "postgres";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final Duration PATIENCE_WITH_A_PREDECESSOR = Duration.ofSeconds(10);

    private final ServerPrograms programs;
    private final Path cluster;
    private final Schemas schemas;
    private final Path passwordFile;
    private final DirectoryLock lock;

    private PostgresServer(ServerPrograms programs, Path cluster, Schemas schemas, Path passwordFile, DirectoryLock lock) {
        this.programs = programs;
        this.cluster = cluster;
        this.schemas = schemas;
        this.passwordFile = passwordFile;
        this.lock = lock;
    }

    /**
     * Starts the server and returns when it takes clients; the database {@code loa} then exists. The first start on a
     * directory makes the cluster, the first on a machine unpacks the programs into {@code ~/.cache/loa}.
     *
     * @param directory for the cluster, its log and its passwords; made when missing
     * @param port      0 for a free one
     * @throws IOException with a sentence about what is in the way: the port, the directory, another server
     */
    public static PostgresServer start(Path directory, int port) throws IOException {
        Path data = Files.createDirectories(directory).toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(data, PATIENCE_WITH_A_PREDECESSOR);
        try {
            return start(data, port, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static PostgresServer start(Path data, int port, DirectoryLock lock) throws IOException {
        Path secrets = data.resolve("secrets");
        Path passwordFile = secrets.resolve(SUPERUSER + ".password");
        String password = Secret.loadOrCreate(passwordFile);
        ServerPrograms programs = ServerPrograms.in(PostgresBinaries.unpackedBelow(cache()), data);
        Path cluster = data.resolve("cluster");
        create(programs, cluster, passwordFile);
        new Orphan(programs, cluster).end();
        FreePort.require(port);
        int free = FreePort.orAny(port);
        Files.writeString(cluster.resolve("postgresql.conf"), settings(free));
        programs.run(Duration.ofSeconds(130), "pg_ctl", List.of("start", "-w", "-t", "120", "-s", "-D", cluster.toString(),
                "-l", data.resolve("postgres.log").toString()));
        Schemas schemas = new Schemas(free, password, secrets);
        PostgresServer server = new PostgresServer(programs, cluster, schemas, passwordFile, lock);
        schemas.createDatabase();
        return server;
    }

    /**
     * A role {@code loa_<name>} that owns the schema {@code name} and has no rights anywhere else. The same name gives the
     * same login, also after a restart.
     *
     * @param name lower case letters, digits and {@code _}, at most 48, a letter first
     */
    public PostgresLogin schema(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a schema is named by [a-z][a-z0-9_]{0,47}, but was " + name);
        }
        return schemas.create(name);
    }

    /** JDBC address of the database {@code loa}. */
    public String url() {
        return schemas.url(Schemas.DATABASE);
    }

    /** The file of mode 0600 that holds the password of {@link #SUPERUSER}. */
    public Path superuserPasswordFile() {
        return passwordFile;
    }

    /** The password of {@link #SUPERUSER}. */
    public String superuserPassword() throws IOException {
        return Secret.loadOrCreate(passwordFile);
    }

    /** Ends the server in order, also when clients are still connected. */
    @Override
    public void close() throws IOException {
        try {
            new Orphan(programs, cluster).end();
        } finally {
            lock.close();
        }
    }

    private static void create(ServerPrograms programs, Path cluster, Path passwordFile) throws IOException {
        if (Files.exists(cluster)) {
            return;
        }
        // made aside and moved, so that a crash in between does not leave half a cluster behind
        Path fresh = cluster.resolveSibling("cluster.new-" + ProcessHandle.current().pid());
        programs.run(Duration.ofSeconds(120), "initdb",
                List.of("-D", fresh.toString(), "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", "--pwfile=" + passwordFile, "--no-instructions"));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** No statements and no details of rows in its log: they may hold what belongs to a person. */
    private static String settings(int port) {
        return """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 200
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_line_prefix = '%%m [%%p] '
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_checkpoints = off
            jit = off
            """.formatted(port);
    }

    private static Path cache() {
        String chosen = System.getenv("XDG_CACHE_HOME");
        Path base = chosen == null || chosen.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(chosen);
        return base.resolve("loa");
    }
}
