package loa.sandbox.players;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import loa.sandbox.files.Secret;
import loa.sandbox.http.Exchange;
import loa.sandbox.http.Routes;

/** All players of the sandbox, and {@code PUT} and {@code GET /sandbox/players}. Whom they play for outlives a restart. */
public final class Players implements AutoCloseable {

    private final Path file;
    private final PlayerLedger ledger;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private List<StationPlayer> players = List.of();
    private Roster roster;

    /** Knows whom they played for last; they begin with {@link #start}. */
    public Players(Path directory, InstantSource clock) throws IOException {
        this.file = directory.resolve("players.json");
        this.clock = clock;
        this.ledger = new PlayerLedger(directory.resolve("players.journal"));
        this.roster = Files.exists(file) ? Roster.read(Files.readAllBytes(file)) : Roster.NOBODY;
    }

    /** Begins to play for whom it played last. */
    public synchronized void start() {
        begin();
    }

    /** Adds its routes. */
    public void addTo(Routes routes) {
        routes.add("PUT", "/sandbox/players", this::replace);
        routes.add("GET", "/sandbox/players", exchange -> exchange.answer(200, view()));
    }

    /** Its part of {@code /sandbox/summary}. */
    public synchronized Map<String, Object> summary() {
        return ledger.summary(players.size());
    }

    /** Counts from zero; the stations stay, and what was played is not played again. */
    public void reset() {
        ledger.resetCounts();
    }

    /** Writes its counters down. */
    public void keepCounts() {
        ledger.keepCounts();
    }

    @Override
    public synchronized void close() throws IOException {
        players.forEach(StationPlayer::close);
        http.shutdownNow();
        ledger.close();
    }

    private void replace(Exchange exchange) throws IOException {
        Roster wanted = Roster.read(exchange.body());
        Secret.write(file, wanted.json());
        synchronized (this) {
            players.forEach(StationPlayer::close);
            roster = wanted;
            begin();
        }
        exchange.answer(204);
    }

    private void begin() {
        List<StationPlayer> fresh = new ArrayList<>();
        for (Station station : roster.stations()) {
            fresh.add(new StationPlayer(station, new StationClient(http, roster.baseUrl(), station),
                    new StationPlayer.Memory(ledger, Duration.ofSeconds(roster.gatherSeconds())), clock));
        }
        players = List.copyOf(fresh);
        players.forEach(StationPlayer::start);
    }

    private synchronized Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("baseUrl", roster.stations().isEmpty() ? null : roster.baseUrl());
        view.put("stations", players.stream().map(StationPlayer::view).toList());
        return view;
    }
}
