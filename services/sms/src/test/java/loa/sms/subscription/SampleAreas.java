package loa.sms.subscription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import loa.contract.Area;
import loa.contract.AreaCode;
import loa.contract.AreaType;
import loa.delivery.desk.AreaDirectory;

/** Province 99 with communes 99001 to 99003 and eight villages in each; village 99001-08 has ended. */
final class SampleAreas implements AreaDirectory {
    private final Map<AreaCode, Area> areas = Stream
            .concat(Stream.of(area("99"), area("99", "99001"), area("99", "99002"), area("99", "99003")),
                    IntStream.rangeClosed(1, 8).boxed()
                            .flatMap(n -> Stream.of(area("99", "99001", "99001-0" + n), area("99", "99002", "99002-0" + n),
                                    area("99", "99003", "99003-0" + n))))
            .collect(Collectors.toMap(Area::code, Function.identity()));

    @Override
    public Optional<Area> find(AreaCode code) {
        return Optional.ofNullable(areas.get(code));
    }

    private static Area area(String... path) {
        List<AreaCode> codes = new ArrayList<>(Stream.of(path).map(AreaCode::new).toList());
        String code = path[path.length - 1];
        boolean ended = code.equals("99001-08");
        return new Area(new AreaCode(code), codes.size() == 1 ? null : codes.get(codes.size() - 2), AreaType.VILLAGE, code, List.of(),
                LocalDate.of(2025, 7, 1), ended ? LocalDate.of(2026, 1, 31) : null, ended ? List.of(new AreaCode("99001-07")) : List.of(),
                codes);
    }
}
