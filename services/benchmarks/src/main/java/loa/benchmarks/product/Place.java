package loa.benchmarks.product;

import java.util.List;
import java.util.stream.IntStream;

/** Where the residents of a load run live: communes of a province that does not exist. */
public enum Place {
    /** The many. A hundred villages. */
    CITY("98001", 100),
    /** Those of the first run, which is not counted. */
    WARM_UP("98002", 10),
    /** The few of a short emergency. */
    HAMLET("98003", 1),
    /** Those of a long emergency. */
    TOWN("98004", 10);

    private final String commune;
    private final int villages;

    Place(String commune, int villages) {
        this.commune = commune;
        this.villages = villages;
    }

    /** The code of the commune. */
    public String commune() {
        return commune;
    }

    /** The codes of its villages. */
    public List<String> villages() {
        return IntStream.rangeClosed(1, villages).mapToObj(village -> "%s-%03d".formatted(commune, village)).toList();
    }

    /** All areas as the import takes them. */
    static String csv() {
        var csv = new StringBuilder("code,parent_code,type,name,valid_from\n98,,province,Tỉnh Thử,2025-07-01\n");
        for (Place place : values()) {
            csv.append(place.commune).append(",98,commune,Xã ").append(place.name()).append(",2025-07-01\n");
            place.villages().forEach(village -> csv.append(village).append(',').append(place.commune).append(",village,Thôn ")
                    .append(village).append(",2025-07-01\n"));
        }
        return csv.toString();
    }
}
