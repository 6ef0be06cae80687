package loa.push;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import loa.contract.AreaCode;
import loa.contract.Bulletin;
import loa.contract.BulletinClass;
import loa.contract.Channel;
import loa.contract.DirectiveId;
import loa.contract.IssuedDirective;

/** Directives for tests. */
public final class Directives {
    public static final OffsetDateTime NOW = OffsetDateTime.of(2026, 11, 22, 7, 0, 0, 0, ZoneOffset.UTC);

    private Directives() {}

    public static IssuedDirective emergency(String... coveredAreas) {
        return directive(BulletinClass.EMERGENCY, false, List.of(coveredAreas[0]), List.of(coveredAreas), bulletin("vi", "Bão số 9"));
    }

    public static IssuedDirective routine(List<String> areas, Bulletin... bulletins) {
        return directive(BulletinClass.ROUTINE, false, areas, areas, bulletins);
    }

    public static IssuedDirective directive(BulletinClass bulletinClass, boolean exercise, List<String> areas, List<String> coveredAreas,
            Bulletin... bulletins) {
        return new IssuedDirective(DirectiveId.next(), 1, "K7M4Q2XD", "Ủy ban nhân dân Tỉnh Mẫu", null, bulletinClass, exercise,
                Set.of(Channel.PUSH), codes(areas), codes(coveredAreas), List.of(bulletins), NOW, NOW.plus(Duration.ofHours(6)), NOW);
    }

    public static Bulletin bulletin(String language, String title) {
        return new Bulletin(Channel.PUSH, language, title, "Nội dung (" + language + ")", null);
    }

    public static List<AreaCode> codes(List<String> areas) {
        return areas.stream().map(AreaCode::new).toList();
    }

    /** The path of a code in the sample province: the province, the commune, the village. */
    public static List<AreaCode> path(AreaCode code) {
        String text = code.value();
        return Stream.of(2, 5, text.length()).filter(length -> length <= text.length()).distinct()
                .map(length -> new AreaCode(text.substring(0, length))).toList();
    }
}
