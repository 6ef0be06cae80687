package loa.loudspeaker.playlist;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import loa.contract.DirectiveId;
import loa.contract.LoaJson;
import loa.delivery.Controls;
import loa.loudspeaker.bulletin.Announcement;
import loa.loudspeaker.bulletin.SpokenBulletin;
import loa.loudspeaker.bulletin.SpokenBulletins;
import loa.loudspeaker.plan.DayPlan;
import loa.loudspeaker.plan.DayPlans;
import loa.loudspeaker.plan.PlanItem;
import loa.loudspeaker.plan.Reason;
import loa.loudspeaker.speech.Clip;
import loa.loudspeaker.station.Station;
import loa.loudspeaker.station.TimeSpan;

/** Puts a playlist together from the plan and the bulletins. What is withdrawn or halted at this moment is left out, whatever the plan says. */
final class PlaylistReader {
    private final DayPlans plans;
    private final SpokenBulletins bulletins;
    private final Controls controls;
    private final String publicUrl;

    /** @param publicUrl how the outside reaches us, without a slash at its end */
    PlaylistReader(DayPlans plans, SpokenBulletins bulletins, Controls controls, String publicUrl) {
        this.plans = plans;
        this.bulletins = bulletins;
        this.controls = controls;
        this.publicUrl = publicUrl;
    }

    /** @param open what of the playlist is still to be played, in order */
    record Content(Playlist playlist, List<Playlist.Item> open) {}

    Content read(Station station, LocalDate day, boolean isToday) {
        ZoneId zone = station.rules().timeZone();
        var span = new TimeSpan(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
        DayPlan plan = plans.read(station.id(), span, isToday);
        boolean halted = plan.halted() || controls.isHalted(station.area());
        List<Entry> entries = halted ? List.of() : plan.items().stream().flatMap(item -> entry(station, item).stream()).toList();
        var playlist = new Playlist(station.code().value(), station.areaPath(), day, zone.getId(), plan.version(),
                plan.plannedAt().atOffset(LoaJson.OFFSET), halted, entries.stream().map(Entry::item).toList(), unplaced(plan, halted));
        return new Content(playlist, entries.stream().filter(Entry::open).map(Entry::item).toList());
    }

    private record Entry(Playlist.Item item, boolean open) {}

    private Optional<Entry> entry(Station station, PlanItem item) {
        var order = item.slot().order();
        if (controls.isWithdrawn(order.directive(), order.revision())) {
            return Optional.empty();
        }
        return bulletins.find(order.directive(), order.revision()).stream().filter(b -> b.language().equals(item.slot().language()))
                .findFirst().map(bulletin -> new Entry(item(station, item, bulletin), item.isOpen()));
    }

    private Playlist.Item item(Station station, PlanItem item, SpokenBulletin bulletin) {
        Announcement about = bulletin.announcement();
        return new Playlist.Item(item.id(), about.directive(), about.revision(), about.areas(), about.bulletinClass(), about.exercise(),
                bulletin.language(), bulletin.title(), bulletin.text(), item.slot().start().atOffset(LoaJson.OFFSET), about.notBefore(),
                about.notAfter(), item.slot().session(), item.slot().play(), bulletin.repeats(), about.interrupts(),
                station.volumes().of(about.bulletinClass()), link(bulletin.clip()), bulletin.keyId(), bulletin.signature());
    }

    private Playlist.ClipLink link(Clip clip) {
        return new Playlist.ClipLink(publicUrl + "/api/v1/clips/" + clip.sha256() + ".mp3", clip.type(), clip.bytes(),
                clip.length().toMillis() / 1000.0, clip.sha256(), clip.voice());
    }

    private static List<Playlist.Unplaced> unplaced(DayPlan plan, boolean halted) {
        Stream<Playlist.Unplaced> waiting = halted
                ? plan.inForce().stream().map(o -> unplaced(o.directive(), o.revision(), Reason.HALTED))
                : Stream.empty();
        return Stream.concat(plan.unplaced().stream().map(u -> unplaced(u.order().directive(), u.order().revision(), u.reason())), waiting)
                .toList();
    }

    private static Playlist.Unplaced unplaced(DirectiveId directive, int revision, Reason reason) {
        return new Playlist.Unplaced(directive, revision, reason.code(), reason.detail());
    }
}
