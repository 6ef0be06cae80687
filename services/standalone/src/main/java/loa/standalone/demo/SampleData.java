package loa.standalone.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import loa.standalone.data.Credentials;

/**
 * A province that does not exist: 99 Tỉnh Mẫu with three communes and eight villages or residential groups in each, a station for each
 * of the 24, and as many phones and devices as asked for, spread over them, every tenth with two areas.
 */
public final class SampleData {
    private static final List<String> COMMUNES = List.of("Xã Sông Trăng", "Phường Đồi Thông", "Xã Bãi Ngang");
    private static final List<String> UNITS = List.of("Đông", "Tây", "Nam", "Bắc", "Thượng", "Hạ", "Trung", "Bến");
    private static final String SINCE = "2025-07-01";
    private static final int ROWS_OF_A_FILE = 50_000;

    private final LoaClient administrator;
    private final LoaClient drafter;
    private final PrintStream out;

    /** Loads on behalf of these two; says how far it is. */
    public SampleData(LoaClient administrator, LoaClient drafter, PrintStream out) {
        this.administrator = administrator;
        this.drafter = drafter;
        this.out = out;
    }

    /** The province. */
    public void loadAreas() {
        administrator.importCsv("/api/v1/areas:import", utf8(areasCsv()));
    }

    /** Phones and as many devices. */
    void loadPeople(int recipients) {
        loadPhones(recipients);
        loadDevices(recipients);
    }

    /** In files of a size that any client would send; says how far it is when there are several. */
    public void loadPhones(int recipients) {
        inFiles(recipients, "phones",
                (from, to) -> drafter.importCsv("/api/v1/sms/subscriptions:import", utf8(phonesCsv(from, to))));
    }

    /** The same with devices. */
    public void loadDevices(int recipients) {
        inFiles(recipients, "devices", (from, to) -> administrator.importCsv("/api/v1/push/devices:import", utf8(devicesCsv(from, to))));
    }

    private void inFiles(int rows, String what, FileImport file) {
        for (int from = 0; from < rows; from += ROWS_OF_A_FILE) {
            int to = Math.min(rows, from + ROWS_OF_A_FILE);
            file.of(from, to);
            if (rows > ROWS_OF_A_FILE) {
                out.printf("  %,d of %,d %s%n", to, rows, what);
            }
        }
    }

    private interface FileImport {
        void of(int from, int to);
    }

    /**
     * A station for each unit, with its key.
     *
     * @param known whose keys are known already
     */
    List<Credentials.Station> provideStations(List<Credentials.Station> known) {
        Map<String, Credentials.Station> byArea = known.stream().collect(Collectors.toMap(Credentials.Station::area, s -> s));
        return unitCodes().stream().map(area -> byArea.computeIfAbsent(area, this::provideStation)).toList();
    }

    /** A key is shown once; of a station that was made right before a crash nobody has it, and it gets another one. */
    private Credentials.Station provideStation(String area) {
        String code = "LOA-" + area;
        String path = "/api/v1/stations/" + code;
        String body = "{\"name\": \"Cụm loa %s\", \"area\": \"%s\"}".formatted(unitName(area), area);
        String key = administrator.put(path, body).path("key").asString("");
        return new Credentials.Station(code, area,
                key.isEmpty() ? administrator.post(path + ":rotate-key", "").path("key").asString() : key);
    }

    private static String areasCsv() {
        var csv = new StringBuilder("code,parent_code,type,name,valid_from\n");
        csv.append("99,,province,Tỉnh Mẫu,").append(SINCE).append('\n');
        for (int commune = 0; commune < COMMUNES.size(); commune++) {
            String name = COMMUNES.get(commune);
            csv.append(row(communeCode(commune), "99", name.startsWith("Phường") ? "ward" : "commune", name));
        }
        for (String unit : unitCodes()) {
            String type = unit.startsWith("99002") ? "residential-group" : "village";
            csv.append(row(unit, unit.substring(0, 5), type, unitName(unit)));
        }
        return csv.toString();
    }

    private static String row(String code, String parent, String type, String name) {
        return String.join(",", code, parent, type, name, SINCE) + "\n";
    }

    private static String phonesCsv(int from, int to) {
        var csv = new StringBuilder("phone,areas\n");
        for (int i = from; i < to; i++) {
            csv.append("059").append(String.format(Locale.ROOT, "%07d", i)).append(',').append(areasOf(i)).append('\n');
        }
        return csv.toString();
    }

    private static String devicesCsv(int from, int to) {
        var csv = new StringBuilder("installation,token,platform,areas,language\n");
        for (int i = from; i < to; i++) {
            csv.append(String.format(Locale.ROOT, "sample-installation-%08d,sample-token-%08d,%s,%s,vi%n", i, i,
                    i % 3 == 0 ? "ios" : "android", areasOf(i)));
        }
        return csv.toString();
    }

    private static String areasOf(int i) {
        List<String> units = unitCodes();
        String first = units.get(i % units.size());
        return i % 10 == 9 ? first + "|" + units.get((i + 5) % units.size()) : first;
    }

    private static List<String> unitCodes() {
        List<String> codes = new ArrayList<>();
        for (int commune = 0; commune < COMMUNES.size(); commune++) {
            for (int unit = 1; unit <= UNITS.size(); unit++) {
                codes.add("%s-%02d".formatted(communeCode(commune), unit));
            }
        }
        return codes;
    }

    private static String communeCode(int commune) {
        return "9900" + (commune + 1);
    }

    private static String unitName(String code) {
        String kind = code.startsWith("99002") ? "Tổ dân phố " : "Thôn ";
        return kind + UNITS.get(Integer.parseInt(code.substring(6)) - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
