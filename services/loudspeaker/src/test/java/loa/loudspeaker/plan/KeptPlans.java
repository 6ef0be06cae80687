package loa.loudspeaker.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import loa.contract.AreaCode;
import loa.contract.BulletinClass;
import loa.contract.DirectiveId;
import loa.contract.Ids;
import loa.contract.KeyDirectory;
import loa.delivery.Controls;
import loa.delivery.Receipt;
import loa.delivery.ReceiptInbox;
import loa.loudspeaker.LoudspeakerSchema;
import loa.loudspeaker.bulletin.SpokenBulletin;
import loa.loudspeaker.bulletin.TestBulletins;
import loa.loudspeaker.signal.Signals;
import loa.loudspeaker.speech.TestClips;
import loa.loudspeaker.station.StationId;
import loa.loudspeaker.station.Stations;
import loa.loudspeaker.station.TimeSpan;

/** Plans and what keeps them, in a schema of their own, with controls and a clock that the test turns. */
final class KeptPlans implements Controls {
    static final AreaCode AREA = new AreaCode("99005");
    static final Duration GRACE = Duration.ofHours(6);

    final LoudspeakerSchema schema = LoudspeakerSchema.fresh();
    final JdbcClient jdbc = schema.jdbc;
    final List<Receipt> receipts = new ArrayList<>();
    final Set<DirectiveId> withdrawn = new HashSet<>();
    final Plans plans;
    final Withdrawals withdrawals;
    final Lateness lateness;
    boolean known = true;
    boolean halted;
    Instant now = at("2026-11-23T14:00:00+07:00");

    private final TestBulletins bulletins;

    KeptPlans(Path directory) {
        var keys = new KeyDirectory(directory.resolve("keys"));
        keys.createIfMissing("k1");
        bulletins = new TestBulletins(jdbc, schema.transactions, TestClips.tones(jdbc, directory.resolve("clips"), new ArrayList<>()),
                keys.signingKey("k1"));
        var signals = new Signals(jdbc);
        var announcer = new Plans.Announcer(schema.transactions, signals);
        plans = new Plans(jdbc, new Stations(jdbc, Clock.systemUTC()), bulletins.bulletins(), announcer, () -> now);
        withdrawals = new Withdrawals(jdbc, this, plans, announcer, () -> now);
        lateness = new Lateness(jdbc, said -> {
            receipts.addAll(said);
            return Collections.nCopies(said.size(), ReceiptInbox.Fate.STORED);
        }, signals, () -> now, GRACE);
    }

    static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    /** As its keeper does every few seconds. */
    void keepAt(Instant time) {
        now = time;
        withdrawals.carryOut();
        lateness.closePassed();
        lateness.reportMissed();
    }

    StationId station(String code) {
        return schema.station(code, AREA.value());
    }

    /** Places a new directive that expires then. */
    OrderKey place(StationId station, BulletinClass bulletinClass, Duration length, Instant expires) {
        List<SpokenBulletin> spoken = bulletins.spoken(bulletinClass, length, now.minusSeconds(60), expires);
        if (!plans.place(station, spoken, Ids.next()).equals(new Placing.Placed())) {
            throw new IllegalStateException("not placed");
        }
        return new OrderKey(spoken.getFirst().announcement().directive(), 1);
    }

    List<PlanItem> items(StationId station, OrderKey order) {
        return day(station).items().stream().filter(i -> i.slot().order().equals(order)).toList();
    }

    DayPlan day(StationId station) {
        return new DayPlans(jdbc).read(station, new TimeSpan(now.minus(Duration.ofDays(3)), now.plus(Duration.ofDays(7))), false);
    }

    List<UUID> missed() {
        return receipts.stream().map(r -> r.delivery().value()).toList();
    }

    @Override
    public boolean isKnown() {
        return known;
    }

    @Override
    public boolean isWithdrawn(DirectiveId directive, int revision) {
        return withdrawn.contains(directive);
    }

    @Override
    public boolean isHalted(AreaCode area) {
        return halted;
    }

    @Override
    public void onChange(Runnable listener) {
        // The test says itself when to look.
    }
}
