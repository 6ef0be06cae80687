package loa.loudspeaker.speech;

/** Units after a number. */
final class Units {
    private Units() {}

    static String spoken(String unit) {
        return switch (unit) {
            case "km/h", "km/giờ" -> "ki-lô-mét trên giờ";
            case "m/s" -> "mét trên giây";
            case "°C", "ºC" -> "độ xê";
            case "%" -> "phần trăm";
            case "km2", "km²" -> "ki-lô-mét vuông";
            case "m2", "m²" -> "mét vuông";
            case "m3", "m³" -> "mét khối";
            case "km" -> "ki-lô-mét";
            case "cm" -> "xen-ti-mét";
            case "mm" -> "mi-li-mét";
            case "kg" -> "ki-lô-gam";
            case "ha" -> "héc-ta";
            case "m" -> "mét";
            default -> throw new IllegalArgumentException("unit must be one of the pattern's, but was " + unit);
        };
    }
}
