package loa.loudspeaker.station;

import loa.contract.BulletinClass;

/** How loud each class is played, in percent of what the station can do. */
public record Volumes(int routine, int priority, int emergency) {
    /** Unless somebody sets others. */
    public static final Volumes DEFAULT = new Volumes(60, 70, 100);

    /** Refuses what is not a percentage. */
    public Volumes {
        requirePercent("routine", routine);
        requirePercent("priority", priority);
        requirePercent("emergency", emergency);
    }

    /** The volume of a class. */
    public int of(BulletinClass bulletinClass) {
        return switch (bulletinClass) {
            case EMERGENCY -> emergency;
            case PRIORITY -> priority;
            case ROUTINE -> routine;
        };
    }

    private static void requirePercent(String name, int value) {
        if (value < 0 || value > 100) {
            throw new IllegalArgumentException("%s must be 0..100, but was %d".formatted(name, value));
        }
    }
}
